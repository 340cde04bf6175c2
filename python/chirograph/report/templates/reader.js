(function(){
"use strict";
var d=document,all=function(s,n){return [].slice.call((n||d).querySelectorAll(s))};
all("[data-script]").forEach(function(e){e.hidden=false});
var out=d.querySelector("output");
function say(t){if(out)out.textContent=t}
function copy(text,node){
 function pick(){var r=d.createRange();r.selectNodeContents(node);var s=getSelection();s.removeAllRanges();s.addRange(r);say("Selected: copy it")}
 if(navigator.clipboard&&navigator.clipboard.writeText)navigator.clipboard.writeText(text).then(function(){say("Copied")},pick);else pick();
}
all("[data-cite]").forEach(function(b){b.onclick=function(){var n=d.getElementById("apa");n.closest("section").scrollIntoView();copy(n.textContent,n)}});
all("[data-link]").forEach(function(b){b.onclick=function(){copy(location.href,d.querySelector("h1"))}});
function show(p){
 all("tr[data-p]").forEach(function(r){r.hidden=!!p&&r.dataset.p!==p});
 all("[data-filter]").forEach(function(s){s.value=p});
}
all("[data-filter]").forEach(function(s){s.onchange=function(){show(s.value);history.replaceState(null,"",s.value?"#only="+s.value:"#cells")}});
function follow(){
 var m=/^#only=(.+)$/.exec(decodeURIComponent(location.hash));
 if(m){var c=d.getElementById("cells");c.open=true;show(m[1]);c.scrollIntoView();return}
 var t=location.hash.length>1&&d.getElementById(decodeURIComponent(location.hash.slice(1)));
 if(t&&t.hidden)show("");
 for(var n=t;n;n=n.parentElement)if(n.tagName==="DETAILS")n.open=true;
 if(t)t.scrollIntoView();
}
addEventListener("hashchange",follow);follow();
function key(c){return c.dataset.v!==undefined?+c.dataset.v:c.textContent.trim()}
all("table").forEach(function(t){
 all("thead th",t).forEach(function(h,i){
  var b=d.createElement("button");b.type="button";b.className="sort";b.textContent=h.textContent;h.textContent="";h.appendChild(b);
  b.onclick=function(){
   var down=h.getAttribute("aria-sort")==="ascending",body=t.tBodies[0];
   all("thead th",t).forEach(function(o){o.removeAttribute("aria-sort")});
   h.setAttribute("aria-sort",down?"descending":"ascending");
   [].slice.call(body.rows).sort(function(x,y){
    var a=key(x.cells[i]),z=key(y.cells[i]),v=typeof a==="number"?a-z:String(a).localeCompare(z,undefined,{numeric:true});
    return down?-v:v}).forEach(function(r){body.appendChild(r)});
  };
 });
});
all("table").forEach(function(t){
 var b=d.createElement("button"),name=t.dataset.name||t.closest("section").id;b.type="button";b.textContent="CSV";
 b.setAttribute("aria-label","This table as CSV");b.dataset.csv=name;t.parentNode.parentNode.insertBefore(b,t.parentNode);
 b.onclick=function(){
  var rows=[].slice.call(t.rows).filter(function(r){return !r.hidden});
  var text=rows.map(function(r){return [].slice.call(r.cells).map(function(c){return '"'+c.textContent.trim().replace(/"/g,'""')+'"'}).join(",")}).join("\r\n")+"\r\n";
  var a=d.createElement("a");a.href=URL.createObjectURL(new Blob([text],{type:"text/csv"}));a.download=name+".csv";a.click();
  setTimeout(function(){URL.revokeObjectURL(a.href)},1e4);
 };
});
})();
