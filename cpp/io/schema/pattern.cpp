#include "io/schema/pattern.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "io/json/text.hpp"

namespace chirograph::io {

using Program = std::vector<Pattern::Instruction>;
using Step = Pattern::Step;

/// Recursive descent; each rule returns a piece of program whose targets count from its own start, except `take`.
class PatternParser {
public:
    PatternParser(std::string_view pattern, std::vector<Pattern::Set>& sets)
        : pattern_(decoded(pattern)), sets_(sets) {}

    Program parse() {
        Program program = choice(0);
        if (at_ < pattern_.size()) refuse("a ) without its (");
        program.push_back({Step::done, 0, 0});
        return program;
    }

private:
    static constexpr std::size_t longest = 10'000;
    static constexpr int deepest = 50;

    [[noreturn]] static void refuse(const std::string& what) { throw std::invalid_argument(what); }
    [[nodiscard]] bool sees(char32_t c) const { return at_ < pattern_.size() && pattern_[at_] == c; }
    bool takes(char32_t c) {
        if (!sees(c)) return false;
        ++at_;
        return true;
    }

    static void append(Program& program, const Program& piece) {
        const std::size_t base = program.size();
        if (base + piece.size() > longest) refuse("a pattern that grows too large");
        for (Pattern::Instruction instruction : piece) {
            if (instruction.step == Step::fork || instruction.step == Step::jump) instruction.target += base;
            if (instruction.step == Step::fork) instruction.other += base;
            program.push_back(instruction);
        }
    }

    Program choice(int depth) {
        if (depth > deepest) refuse("groups nested too deep");
        Program left = sequence(depth);
        if (!takes(U'|')) return left;
        const Program right = choice(depth + 1);
        Program both{{Step::fork, 1, left.size() + 2}};
        append(both, left);
        both.push_back({Step::jump, left.size() + right.size() + 2, 0});
        append(both, right);
        return both;
    }

    Program sequence(int depth) {
        Program all;
        while (at_ < pattern_.size() && !sees(U'|') && !sees(U')')) append(all, repeated(atom(depth)));
        return all;
    }

    Program atom(int depth) {
        const char32_t c = pattern_[at_++];
        switch (c) {
            case U'^':
                return {{Step::begin, 0, 0}};
            case U'$':
                return {{Step::end, 0, 0}};
            case U'(':
                return group(depth);
            case U'[':
                return one_of(set());
            case U'.':
                return one_of({{}, true});
            case U'\\':
                return one_of({{{escaped(), pattern_[at_ - 1]}}, false});
            case U'*':
            case U'+':
            case U'?':
            case U'{':
                refuse("a quantifier with nothing before it");
            default:
                return one_of({{{c, c}}, false});
        }
    }

    Program group(int depth) {
        if (takes(U'?') && !takes(U':')) refuse("a group other than (..) and (?:..)");
        Program inner = choice(depth + 1);
        if (!takes(U')')) refuse("a ( without its )");
        return inner;
    }

    Program one_of(Pattern::Set set) {
        sets_.push_back(std::move(set));
        return {{Step::take, sets_.size() - 1, 0}};
    }

    char32_t escaped() {
        constexpr std::u32string_view punctuation = U"\\.-/()[]{}+*?^$|";
        if (at_ == pattern_.size() || punctuation.find(pattern_[at_]) == std::u32string_view::npos) {
            refuse("an escape of something other than punctuation");
        }
        return pattern_[at_++];
    }

    char32_t class_member() {
        if (at_ == pattern_.size()) refuse("a [ without its ]");
        if (sees(U'[')) refuse("a [ inside a class");
        const char32_t c = pattern_[at_++];
        return c == U'\\' ? escaped() : c;
    }

    Pattern::Set set() {
        Pattern::Set made;
        made.negated = takes(U'^');
        if (sees(U']')) refuse("an empty class");
        while (!takes(U']')) {
            const char32_t low = class_member();
            const bool range = sees(U'-') && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != U']';
            if (range) ++at_;
            const char32_t high = range ? class_member() : low;
            if (high < low) refuse("a range that runs backwards");
            made.spans.push_back({low, high});
        }
        return made;
    }

    Program repeated(const Program& piece) {
        Program result = piece;
        if (takes(U'*')) {
            result = any_number(piece);
        } else if (takes(U'+')) {
            append(result, any_number(piece));
        } else if (takes(U'?')) {
            result = maybe(piece);
        } else if (takes(U'{')) {
            result = counted(piece);
        } else {
            return result;
        }
        if (sees(U'*') || sees(U'+') || sees(U'?') || sees(U'{')) refuse("one quantifier upon another");
        return result;
    }

    static Program any_number(const Program& piece) {
        Program loop{{Step::fork, 1, piece.size() + 2}};
        append(loop, piece);
        loop.push_back({Step::jump, 0, 0});
        return loop;
    }

    static Program maybe(const Program& piece) {
        Program result{{Step::fork, 1, piece.size() + 1}};
        append(result, piece);
        return result;
    }

    Program counted(const Program& piece) {
        const std::size_t least = number();
        const bool open = takes(U',');
        const bool bounded = !open || !sees(U'}');
        const std::size_t most = open && bounded ? number() : least;
        if (!takes(U'}') || most < least) refuse("a count other than {n}, {n,} or {n,m}");
        Program result;
        for (std::size_t i = 0; i < least; ++i) append(result, piece);
        if (!bounded) append(result, any_number(piece));
        for (std::size_t i = least; i < most; ++i) append(result, maybe(piece));
        return result;
    }

    std::size_t number() {
        std::size_t value = 0;
        const std::size_t start = at_;
        for (; at_ < pattern_.size() && pattern_[at_] >= U'0' && pattern_[at_] <= U'9'; ++at_) {
            value = value * 10 + static_cast<std::size_t>(pattern_[at_] - U'0');
            if (value > 1000) refuse("a count above 1000");
        }
        if (at_ == start) refuse("a count other than {n}, {n,} or {n,m}");
        return value;
    }

    std::u32string pattern_;
    std::vector<Pattern::Set>& sets_;
    std::size_t at_ = 0;
};

namespace {

/// The instructions that could come next, without repetition.
class Threads {
public:
    explicit Threads(std::size_t size) : present_(size, 0) {}

    /// Follows forks, jumps and anchors from `start`; true when the pattern is done.
    bool add(const Program& program, std::size_t start, bool at_begin, bool at_end) {
        stack_.push_back(start);
        bool done = false;
        while (!stack_.empty()) {
            const std::size_t at = stack_.back();
            stack_.pop_back();
            if (present_[at] != 0) continue;
            present_[at] = 1;
            active_.push_back(at);
            const Pattern::Instruction& instruction = program[at];
            if (instruction.step == Step::done) done = true;
            if (instruction.step == Step::begin && at_begin) stack_.push_back(at + 1);
            if (instruction.step == Step::end && at_end) stack_.push_back(at + 1);
            if (instruction.step == Step::fork) stack_.push_back(instruction.other);
            if (instruction.step == Step::fork || instruction.step == Step::jump) stack_.push_back(instruction.target);
        }
        return done;
    }

    void clear() {
        for (const std::size_t at : active_) present_[at] = 0;
        active_.clear();
    }

    [[nodiscard]] const std::vector<std::size_t>& active() const noexcept { return active_; }

private:
    std::vector<char> present_;
    std::vector<std::size_t> active_;
    std::vector<std::size_t> stack_;
};

}  // namespace

Pattern::Pattern(std::string_view pattern) : program_(PatternParser(pattern, sets_).parse()) {}

bool Pattern::Set::holds(char32_t code) const {
    return negated != std::any_of(spans.begin(), spans.end(),
                                  [code](const Span& span) { return span.low <= code && code <= span.high; });
}

bool Pattern::occurs_in(std::string_view text) const {
    const std::u32string codes = decoded(text);
    if (program_.size() == 2 && program_.front().step == Step::take) {  // one character, wherever it stands
        const Set& wanted = sets_[program_.front().target];
        return std::any_of(codes.begin(), codes.end(), [&](char32_t code) { return wanted.holds(code); });
    }
    Threads now(program_.size());
    Threads next(program_.size());
    for (std::size_t i = 0;; ++i) {
        if (now.add(program_, 0, i == 0, i == codes.size())) return true;  // a match may begin at every place
        if (i == codes.size()) return false;
        for (const std::size_t at : now.active()) {
            const Instruction& instruction = program_[at];
            if (instruction.step != Step::take || !sets_[instruction.target].holds(codes[i])) continue;
            if (next.add(program_, at + 1, false, i + 1 == codes.size())) return true;
        }
        std::swap(now, next);
        next.clear();
    }
}

}  // namespace chirograph::io
