"""How Sphinx builds the site: `sphinx-build -nW docs build/docs`, without network."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

import pictures  # noqa: E402

import chirograph  # noqa: E402

project = "chirograph"
author = "The chirograph authors"
version = release = chirograph.__version__
html_title = f"chirograph {release}"
language = "en"
smartquotes = False  # `--option` stays what it is

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "myst_nb",
    "sphinx_gallery.gen_gallery",
    "made",
]
root_doc = "index"
exclude_patterns = ["_build", "gallery", "figures", "examples/*.ipynb", "**/.ipynb_checkpoints"]

# Pages of members: what a docstring says of types is written once, there; the signature keeps to names.
autodoc_typehints = "none"
autodoc_member_order = "alphabetical"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
# Types of Python, NumPy and other packages are named, not linked: the build asks nothing of the network.
# A type in words, such as "text or Prior", may also be the name of several attributes.
suppress_warnings = ["ref.python"]
nitpick_ignore_regex = [("py:.*", r"(?!chirograph\b).*")]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
# Notebooks are shown as they are stored.
nb_execution_mode = "off"

sphinx_gallery_conf = {
    "examples_dirs": "gallery",
    "gallery_dirs": "examples",
    "filename_pattern": r"\.py$",
    "image_scrapers": (pictures.Scraper(),),
    "within_subsection_order": "FileNameSortKey",
    "capture_repr": (),
    "reset_modules": (),
    "remove_config_comments": True,
    "show_memory": False,
    "min_reported_time": 1e9,
    "write_computation_times": False,
    "download_all_examples": False,
    "copyfile_regex": r".*\.rst",
}

html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "header_links_before_dropdown": 6,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
}
copyright = "the chirograph authors; code BSD-3-Clause, data CC BY 4.0"
