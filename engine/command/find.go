package command

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// prefixes may be left out before a command's name, or added.
const prefixes = "@&/+"

// index finds commands by name without looking at all of them.
type index struct {
	plain   map[string][]nameOf // names as written, lower case
	bare    map[string][]nameOf // names without an optional prefix
	longest int                 // letters of the longest name
}

type nameOf struct {
	at   int    // the command's place in the list
	name string // as the command writes it
}

func newIndex(list []Bound) index {
	x := index{plain: make(map[string][]nameOf, 2*len(list)), bare: make(map[string][]nameOf, 2*len(list))}
	for at, b := range list {
		if System(b.Def.Key) {
			continue
		}
		for _, name := range append([]string{b.Def.Key}, b.Def.Aliases...) {
			low := strings.ToLower(name)
			if low == "" {
				continue
			}
			x.plain[low] = append(x.plain[low], nameOf{at, name})
			x.longest = max(x.longest, utf8.RuneCountInString(low))
			if bare := strip(low); bare != "" {
				x.bare[bare] = append(x.bare[bare], nameOf{at, name})
			}
		}
	}
	return x
}

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
	if found := narrow(m.pass(line, "", m.index.plain, o)); len(found) > 0 {
		return found
	}
	bare := line
	if len(line) > 1 {
		bare = strip(line)
	}
	return narrow(m.pass(bare, line[:len(line)-len(bare)], m.index.bare, o))
}

// pass finds all commands of which a name begins the line.
func (m *Merged) pass(line, prefix string, names map[string][]nameOf, o FindOptions) []Match {
	var out []Match
	seen := map[int]bool{}
	for size := letters(line, m.index.longest); size > 0; size-- {
		if size < len(line) && !utf8.RuneStart(line[size]) {
			continue
		}
		for _, n := range names[strings.ToLower(line[:size])] {
			b := m.Set.Commands[n.at]
			if seen[n.at] || !fits(b.Def, n.name, line[size:]) || o.Allowed != nil && !o.Allowed(b) {
				continue
			}
			seen[n.at] = true
			out = append(out, Match{b, strip(line[:size]), prefix + line[:size], line[size:], strings.HasSuffix(n.name, line[:size])})
		}
	}
	return out
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

// narrow keeps the best: the longest name, and of those the ones in the case
// that was typed, if any.
func narrow(found []Match) []Match {
	if len(found) < 2 {
		return found
	}
	longest := 0
	for _, f := range found {
		longest = max(longest, len(f.RawCmdname))
	}
	found = slices.DeleteFunc(found, func(f Match) bool { return len(f.RawCmdname) < longest })
	if slices.ContainsFunc(found, func(f Match) bool { return f.exact }) {
		found = slices.DeleteFunc(found, func(f Match) bool { return !f.exact })
	}
	return found
}

// numbered understands "press-2 hard" and "2-press hard" as the second of
// several commands that "press hard" names.
func (m *Merged) numbered(line string, o FindOptions) []Match {
	// Behind the longest name there is no number of a command.
	reach := len(line) - len(strip(line))
	reach += letters(line[reach:], m.index.longest)
	for at := 1; at <= reach && at < len(line); at++ {
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
	if n, rest := number(line); n > 0 && strings.HasPrefix(rest, "-") {
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
