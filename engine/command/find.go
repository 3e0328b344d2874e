package command

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mud/engine/numbered"
)

// prefixes may be left out before a command's name, or added.
const prefixes = "@&/+"

// strip takes optional prefixes off; what would be left of a name that has
// only those is the name.
func strip(name string) string {
	bare := strings.TrimLeft(name, prefixes)
	if bare == "" {
		return name
	}
	return bare
}

// FindOptions say who looks and how.
type FindOptions struct {
	Allowed func(b Bound) bool // whether the command is there for who asks; nil for all
	Numbers numbered.Style     // how one of several is chosen
}

// Match is a command that a line names.
type Match struct {
	Bound
	Cmdstring  string // the name as typed, without optional prefix
	RawCmdname string // the name as typed
	Args       string // what follows, with leading space and switches
	exact      bool   // typed in the same case
}

// Find returns the commands that a line may mean: none, one, or several that
// are equally good (spec 6.1, 6.2).
func (m *Merged) Find(line string, o FindOptions) []Match {
	line = strings.TrimLeft(line, " \t")
	found := m.best(line, o)
	if len(found) == 1 {
		return found
	}
	if chosen := m.numbered(line, o); chosen != nil {
		return chosen
	}
	return found
}

// best tries the line as typed, then without optional prefix.
func (m *Merged) best(line string, o FindOptions) []Match {
	if found := narrow(m.pass(line, "", m.table.each, o)); len(found) > 0 {
		return found
	}
	bare := line
	if len(line) > 1 {
		bare = strip(line)
	}
	return narrow(m.pass(bare, line[:len(line)-len(bare)], m.eachBare, o))
}

// eachBare calls fn with the place of every command whose name without optional
// prefix is that.
func (m *Merged) eachBare(name string, fn func(at int32)) {
	if strip(name) == name {
		m.table.each(name, fn)
	}
	if m.bare == nil {
		m.bare = map[string][]int32{}
		for at, b := range m.table.list {
			if b.Def == nil {
				continue
			}
			for _, n := range b.Def.names() {
				if bare := strip(n); bare != n {
					m.bare[bare] = append(m.bare[bare], int32(at))
				}
			}
		}
	}
	for _, at := range m.bare[name] {
		fn(at)
	}
}

// pass finds all commands of which a name begins the line.
func (m *Merged) pass(line, prefix string, each func(name string, fn func(at int32)), o FindOptions) []Match {
	var out []Match
	reach := letters(line, m.table.longest)
	lower := func(size int) string { return strings.ToLower(line[:size]) }
	if isASCII(line[:reach]) { // else a letter may have another size in lower case
		low := strings.ToLower(line[:reach])
		lower = func(size int) string { return low[:size] }
	}
	for size := reach; size > 0; size-- {
		if size < len(line) && !utf8.RuneStart(line[size]) {
			continue
		}
		typed, rest, name := line[:size], line[size:], lower(size)
		each(name, func(at int32) {
			b := m.table.list[at]
			if System(b.Def.Key) || !fits(b.Def, name, rest) || o.Allowed != nil && !o.Allowed(b) ||
				slices.ContainsFunc(out, func(f Match) bool { return f.seq == b.seq }) {
				return
			}
			out = append(out, Match{b, strip(typed), prefix + typed, rest, b.Def.writes(typed)})
		})
	}
	slices.SortStableFunc(out, func(a, b Match) int { return gathered(a.Bound, b.Bound) })
	return out
}

// writes reports whether a name of the command is written as it was typed, but
// for optional prefixes.
func (d *Def) writes(typed string) bool {
	same := func(name string) bool { return name == typed || strip(name) == typed }
	return same(d.Key) || slices.ContainsFunc(d.Aliases, same)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// letters is how many bytes the first n letters of a line have. A letter in
// another case may have another size.
func letters(line string, n int) int {
	for at := range line {
		if n == 0 {
			return at
		}
		n--
	}
	return len(line)
}

// fits judges what follows a name: by default a space, a slash or the end, and
// anything behind a name that ends with a mark, as in :waves.
func fits(d *Def, name, rest string) bool {
	switch {
	case d.IsExit:
		return strings.TrimSpace(rest) == ""
	case d.ArgRegex != nil:
		return d.ArgRegex.MatchString(rest)
	}
	return nameEnds(rest) || !isWord(name[len(name)-1])
}

// nameEnds reports whether a name ends where rest begins.
func nameEnds(rest string) bool { return rest == "" || strings.IndexByte(" \t/", rest[0]) >= 0 }

// narrow keeps the best: those in the case that was typed, if any, and of them
// the ones with the longest name.
func narrow(found []Match) []Match {
	if len(found) < 2 {
		return found
	}
	if slices.ContainsFunc(found, func(f Match) bool { return f.exact }) {
		found = slices.DeleteFunc(found, func(f Match) bool { return !f.exact })
	}
	longest := 0
	for _, f := range found {
		longest = max(longest, len(f.RawCmdname))
	}
	return slices.DeleteFunc(found, func(f Match) bool { return len(f.RawCmdname) < longest })
}

// numbered understands "press-2 hard" and "2-press hard" as the second of
// several commands that "press hard" names.
func (m *Merged) numbered(line string, o FindOptions) []Match {
	// Behind the longest name there is no number of a command.
	reach := len(line) - len(strip(line))
	reach += letters(line[reach:], m.table.longest)
	for at := 1; at <= reach && at < len(line) && o.Numbers.After(); at++ {
		if line[at] != '-' {
			continue
		}
		n, rest := number(line[at+1:])
		if n == 0 || !nameEnds(rest) {
			continue
		}
		if found := m.best(line[:at]+rest, o); n <= len(found) && found[n-1].Args == rest {
			return found[n-1 : n]
		}
	}
	if n, rest := number(line); n > 0 && strings.HasPrefix(rest, "-") && o.Numbers.Before() {
		if found := m.best(rest[1:], o); n <= len(found) {
			return found[n-1 : n]
		}
	}
	return nil
}

// number reads a number that text begins with, 0 if it begins with none.
func number(text string) (n int, rest string) {
	rest = strings.TrimLeft(text, "0123456789")
	n, err := strconv.Atoi(text[:len(text)-len(rest)])
	if err != nil {
		return 0, text
	}
	return n, rest
}
