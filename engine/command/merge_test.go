package command_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mud/engine/command"
)

// set makes a command set. A command is written as its names with a bar
// between them, the first of which is its key.
func set(key string, priority int, how command.MergeType, commands ...string) *command.Set {
	s := &command.Set{Key: key, Priority: priority, Merge: how}
	for _, c := range commands {
		names := strings.Split(c, "|")
		def := &command.Def{Name: key + "." + names[0], Key: names[0], Aliases: names[1:]}
		s.Commands = append(s.Commands, command.Bound{Def: def, Source: s})
	}
	return s
}

// with changes a set in the middle of a table.
func with(s *command.Set, change func(*command.Set)) *command.Set {
	change(s)
	return s
}

// dup is a set with duplicates = true or false.
func dup(yes bool, s *command.Set) *command.Set {
	return with(s, func(s *command.Set) { s.Duplicates = &yes })
}

// keyMerge is a set with one entry of key_merges.
func keyMerge(other string, how command.MergeType, s *command.Set) *command.Set {
	return with(s, func(s *command.Set) { s.KeyMerges = map[string]command.MergeType{other: how} })
}

// mergeAll merges sets as those of sessions and puppets.
func mergeAll(sets []*command.Set) *command.Merged {
	layers := make([]command.Layer, len(sets))
	for i, s := range sets {
		layers[i].Set = s
	}
	return command.Merge(layers)
}

// shown are the commands of a merge, sorted, each with the set it came from:
// "look:room say:char".
func shown(m *command.Merged) string {
	var out []string
	for _, b := range m.Commands() {
		out = append(out, b.Def.Key+":"+b.Source.Key)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

const (
	union     = command.Union
	intersect = command.Intersect
	replace   = command.Replace
	remove    = command.Remove
)

// mergeCases are the rules of spec 5.1 to 5.13, in the order in which sets are
// gathered.
var mergeCases = []struct {
	name string
	sets []*command.Set
	want string
}{
	{"nothing at all", nil, ""},
	{"one set is itself", []*command.Set{set("a", 0, union, "look", "say")}, "look:a say:a"},
	{"a lone set of any type is itself", []*command.Set{set("a", 0, remove, "look", "say")}, "look:a say:a"},
	{"one set: a later command replaces one that shares a name", []*command.Set{set("a", 0, union, "look|l", "get", "list|l")}, "get:a list:a"},
	{"one set with duplicates keeps both", []*command.Set{dup(true, set("a", 0, union, "look|l", "list|l"))}, "list:a look:a"},

	{"5.2 union: all, same-named from the higher", []*command.Set{set("low", 0, union, "look", "say"), set("high", 1, union, "look", "get")}, "get:high look:high say:low"},
	{"5.2 union: priority beats the order of gathering", []*command.Set{set("high", 1, union, "look", "get"), set("low", 0, union, "look", "say")}, "get:high look:high say:low"},
	{"5.2 intersect: names in both, from the higher", []*command.Set{set("low", 0, union, "look", "say"), set("high", 1, intersect, "look", "get")}, "look:high"},
	{"5.2 intersect of strangers is empty", []*command.Set{set("low", 0, union, "say"), set("high", 1, intersect, "get")}, ""},
	{"5.2 replace: the higher only", []*command.Set{set("low", 0, union, "look", "say"), set("high", 1, replace, "look", "get")}, "get:high look:high"},
	{"5.2 replace by an empty set", []*command.Set{set("low", 0, union, "look", "say"), set("high", 1, replace)}, ""},
	{"5.2 remove: the lower without the names of the higher", []*command.Set{set("low", 0, union, "look", "say"), set("high", 1, remove, "look", "get")}, "say:low"},
	{"5.2 only the higher set's type counts", []*command.Set{set("low", 0, replace, "look", "say"), set("high", 1, union, "get")}, "get:high look:low say:low"},
	{"5.2 tie: the later gathered wins", []*command.Set{set("first", 0, union, "look", "say"), set("later", 0, union, "look")}, "look:later say:first"},
	{"5.2 tie: the later's type is used", []*command.Set{set("first", 0, replace, "look", "say"), set("later", 0, remove, "say")}, "look:first"},
	{"negative priorities are low ones", []*command.Set{set("account", -10, replace, "look", "who"), set("session", -20, replace, "look", "hint")}, "look:account who:account"},

	{"5.3 sameness: alias of the one is the key of the other", []*command.Set{set("low", 0, union, "quit|q"), set("high", 1, union, "q")}, "q:high"},
	{"5.3 sameness: key of the one is an alias of the other", []*command.Set{set("low", 0, union, "q"), set("high", 1, union, "quit|q")}, "quit:high"},
	{"5.3 sameness: an alias in common", []*command.Set{set("low", 0, union, "get|take"), set("high", 1, union, "steal|take")}, "steal:high"},
	{"5.3 sameness is caseless", []*command.Set{set("low", 0, union, "Look"), set("high", 1, union, "observe|LOOK")}, "observe:high"},
	{"5.3 a prefix is part of a name", []*command.Set{set("low", 0, union, "@open"), set("high", 1, union, "open")}, "@open:low open:high"},
	{"5.3 remove goes by aliases too", []*command.Set{set("low", 0, union, "quit|q", "say"), set("high", 1, remove, "q")}, "say:low"},
	{"5.3 intersect goes by aliases too", []*command.Set{set("low", 0, union, "quit|q", "say"), set("high", 1, intersect, "q")}, "q:high"},

	{"5.4 key_merges overrides the type for that pair", []*command.Set{set("low", 0, union, "look", "say"), keyMerge("low", replace, set("high", 1, union, "get"))}, "get:high"},
	{"5.4 key_merges for another key does nothing", []*command.Set{set("low", 0, union, "look", "say"), keyMerge("other", replace, set("high", 1, union, "get"))}, "get:high look:low say:low"},
	{"5.4 key_merges of the loser does nothing", []*command.Set{keyMerge("high", replace, set("low", 0, union, "look")), set("high", 1, union, "get")}, "get:high look:low"},
	{"5.4 in a chain the key is that of the last winner", []*command.Set{set("low", 0, union, "look"), set("mid", 1, union, "say"), keyMerge("mid", remove, set("high", 2, union, "say"))}, "look:low"},
	{"5.4 in a chain the key of an earlier loser is gone", []*command.Set{set("low", 0, union, "look"), set("mid", 1, union, "say"), keyMerge("low", replace, set("high", 2, union, "get"))}, "get:high look:low say:mid"},

	{"5.5 duplicates: union of a tie keeps both", []*command.Set{set("one", 0, union, "press"), dup(true, set("two", 0, union, "press"))}, "press:one press:two"},
	{"5.5 duplicates: intersect of a tie keeps both", []*command.Set{set("one", 0, union, "press", "say"), dup(true, set("two", 0, intersect, "press", "get"))}, "press:one press:two"},
	{"5.5 duplicates: false is as good as none", []*command.Set{set("one", 0, union, "press"), dup(false, set("two", 0, union, "press"))}, "press:two"},
	{"5.5 duplicates of the loser do not count", []*command.Set{dup(true, set("one", 0, union, "press")), set("two", 0, union, "press")}, "press:two"},
	{"5.5 duplicates do not count between priorities", []*command.Set{set("one", 0, union, "press"), dup(true, set("two", 1, union, "press"))}, "press:two"},
	{"5.5 duplicates do not count for replace", []*command.Set{set("one", 0, union, "press"), dup(true, set("two", 0, replace, "press"))}, "press:two"},
	{"5.5 duplicates do not count for remove", []*command.Set{set("one", 0, union, "press", "say"), dup(true, set("two", 0, remove, "press"))}, "say:one"},
	{"5.5 duplicates are not passed on in a chain", []*command.Set{dup(true, set("one", 0, union, "press")), dup(true, set("two", 0, union, "press")), set("three", 0, union, "press")}, "press:three"},
	{"5.7 two buttons survive a set of lower priority", []*command.Set{set("account", -10, union, "look"), dup(true, set("one", 0, union, "press")), dup(true, set("two", 0, union, "press"))}, "look:account press:one press:two"},
	{"5.7 two buttons survive a set of higher priority", []*command.Set{dup(true, set("one", 0, union, "press")), dup(true, set("two", 0, union, "press")), set("exits", 101, union, "north")}, "north:exits press:one press:two"},
	{"5.7 three buttons", []*command.Set{dup(true, set("one", 0, union, "press")), dup(true, set("two", 0, union, "press")), dup(true, set("three", 0, union, "press"))}, "press:one press:three press:two"},
	{"5.7 one set of exits with the same name twice", []*command.Set{set("char", 0, union, "look"), dup(true, set("exits", 101, union, "door", "door"))}, "door:exits door:exits look:char"},

	{"5.6 a system command survives replace", []*command.Set{set("low", 0, union, "__nomatch", "look"), set("high", 1, replace, "get")}, "__nomatch:low get:high"},
	{"5.6 a system command survives intersect", []*command.Set{set("low", 0, union, "__nomatch", "look"), set("high", 1, intersect, "look")}, "__nomatch:low look:high"},
	{"5.6 a system command survives remove", []*command.Set{set("low", 0, union, "__nomatch", "look"), set("high", 1, remove, "look")}, "__nomatch:low"},
	{"5.6 the winner's own survives remove", []*command.Set{set("low", 0, union, "look"), set("high", 1, remove, "look", "__nomatch")}, "__nomatch:high"},
	{"5.6 the winner's own survives intersect", []*command.Set{set("low", 0, union, "look"), set("high", 1, intersect, "look", "__nomatch")}, "__nomatch:high look:high"},
	{"5.6 the winner's replaces one of the same name: union", []*command.Set{set("low", 0, union, "__nomatch"), set("high", 1, union, "__nomatch")}, "__nomatch:high"},
	{"5.6 the winner's replaces one of the same name: remove", []*command.Set{set("low", 0, union, "__nomatch"), set("high", 1, remove, "__nomatch")}, "__nomatch:high"},
	{"5.6 the winner's replaces one of the same name: duplicates", []*command.Set{set("one", 0, union, "__nomatch"), dup(true, set("two", 0, union, "__nomatch"))}, "__nomatch:two"},
	{"5.6 one goes through a whole chain", []*command.Set{set("a", 0, union, "__noinput"), set("b", 1, replace, "x"), set("c", 2, intersect, "y"), set("d", 3, remove, "z")}, "__noinput:a"},

	{"5.8 equal priorities merge first", []*command.Set{set("a", 0, union, "look"), set("b", 1, union, "say"), set("c", 0, replace, "get")}, "get:c say:b"},
	{"5.8 a group has the type of its last set", []*command.Set{set("low", 0, union, "look"), set("a", 1, replace, "say"), set("b", 1, union, "get")}, "get:b look:low say:a"},
	{"5.8 puppet over account over session", []*command.Set{set("session", 0, union, "look"), set("account", 0, union, "look"), set("puppet", 0, union, "look")}, "look:puppet"},
	{"5.8 within a group later commands of one set replace earlier", []*command.Set{set("a", 0, union, "say"), set("b", 0, replace, "look|l", "list|l")}, "list:b"},
	{"5.13 a question over exits: it names no exits, they are left out", []*command.Set{set("char", 0, union, "look"), set("question", 1, replace, "__nomatch")}, "__nomatch:question"},
	{"5.13 exits over everything else", []*command.Set{set("char", 0, union, "north"), set("exits", 101, union, "north")}, "north:exits"},
	{"5.13 a line editor over exits", []*command.Set{set("exits", 101, union, "north"), set("editor", 150, replace, ":w")}, ":w:editor"},
	{"far apart priorities do not overflow", []*command.Set{set("high", 1<<62, replace, "get"), set("low", -1<<62, replace, "look")}, "get:high"},

	{"5.11 a set with an error gives nothing, the others work", []*command.Set{set("a", 0, union, "look"), with(set("b", 5, replace, "get"), func(s *command.Set) { s.Error = "no" })}, "look:a"},
}

func TestMerge(t *testing.T) {
	for _, c := range mergeCases {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(mergeAll(c.sets)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestMergeKey: what wins gives its key and priority (spec 5.2).
func TestMergeKey(t *testing.T) {
	m := mergeAll([]*command.Set{set("high", 7, remove, "x"), set("low", 0, union, "y")})
	if m.Key != "high" || m.Priority != 7 {
		t.Errorf("got %s %d, want high 7", m.Key, m.Priority)
	}
	if m.Duplicates != nil {
		t.Error("duplicates passed on")
	}
}

// flagCases are spec 5.5: the winner's flag if it says anything, else the
// loser's. A flag is written as n(one), t(rue) or f(alse).
var flagCases = []struct{ low, high, want string }{
	{"n", "n", "n"}, {"n", "t", "t"}, {"n", "f", "f"},
	{"t", "n", "t"}, {"t", "t", "t"}, {"t", "f", "f"},
	{"f", "n", "f"}, {"f", "t", "t"}, {"f", "f", "f"},
}

func flag(s string) *bool {
	v := s == "t"
	if s == "n" {
		return nil
	}
	return &v
}

func flagName(v *bool) string {
	if v == nil {
		return "n"
	}
	return fmt.Sprint(*v)[:1]
}

func TestMergeFlags(t *testing.T) {
	fields := map[string]func(*command.Set) **bool{
		"no_exits":    func(s *command.Set) **bool { return &s.NoExits },
		"no_objs":     func(s *command.Set) **bool { return &s.NoObjs },
		"no_channels": func(s *command.Set) **bool { return &s.NoChannels },
	}
	for name, field := range fields {
		for how := union; how <= remove; how++ {
			for _, c := range flagCases {
				for _, priority := range []int{0, 1} {
					low, high := set("low", 0, union), set("high", priority, how)
					*field(low), *field(high) = flag(c.low), flag(c.high)
					m := mergeAll([]*command.Set{low, high})
					if got := flagName(*field(&m.Set)); got != c.want {
						t.Errorf("%s, type %d, priority %d: %s under %s gives %s, want %s", name, how, priority, c.low, c.high, got, c.want)
					}
				}
			}
		}
	}
}

// TestMergeErrors: who meets a set that is missing is told (spec 5.11).
func TestMergeErrors(t *testing.T) {
	bad := func(text string) *command.Set { return &command.Set{Key: text, Error: text} }
	m := mergeAll([]*command.Set{bad("first"), set("a", 0, union, "look"), bad("second")})
	if got := m.Errors(); !slices.Equal(got, []string{"first", "second"}) {
		t.Errorf("got %q", got)
	}
}

// TestMergeSystem: the system command that runs is the winner's (spec 5.6).
func TestMergeSystem(t *testing.T) {
	m := mergeAll([]*command.Set{
		set("one", 0, union, "__nomatch"), dup(true, set("two", 0, union, "__nomatch")), set("three", 1, replace, "look"),
	})
	if b, ok := m.System("__nomatch"); !ok || b.Source.Key != "two" {
		t.Errorf("got %v %v, want that of two", b.Source, ok)
	}
	if _, ok := m.System("__multimatch"); ok {
		t.Error("there is a __multimatch that no set has")
	}
}
