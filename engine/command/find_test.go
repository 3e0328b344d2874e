package command_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"mud/engine/command"
)

// found are the matches for a line: "key(args)", sorted by where they stand.
func found(list []command.Match) string {
	var out []string
	for _, m := range list {
		out = append(out, m.Def.Key+"("+m.Args+")")
	}
	return strings.Join(out, " ")
}

// change changes a command of a set by its key.
func change(s *command.Set, key string, f func(*command.Def)) *command.Set {
	for _, b := range s.Commands {
		if b.Def.Key == key {
			f(b.Def)
		}
	}
	return s
}

// world is what a player may type in these tests.
func world() *command.Merged {
	char := set("char", 0, union, "look|l|ls", "lookout", "say|\"|'", "pose|:|emote", "@open", "open", "@reload", "+finger",
		"&set", "go", "go to", "go to bed", "half-door", "Wave", "смотреть|см", "straẞẞẞẞẞe", "__nomatch|hidden", "nick", "+")
	change(char, "nick", func(d *command.Def) { d.ArgRegex = regexp.MustCompile(`^(?: \w+)?$`) })
	change(char, "+", func(d *command.Def) { d.ArgRegex = regexp.MustCompile(`^\d`) })
	one := set("one", 0, union, "press|push the button", "poke")
	two := dup(true, set("two", 0, union, "press|push the button", "poke"))
	for _, s := range []*command.Set{one, two} { // "poke-2" is also poke with the argument "-2"
		change(s, "poke", func(d *command.Def) { d.ArgRegex = regexp.MustCompile(`^`) })
	}
	exits := dup(true, set("exits", 101, union, "north|n", "North Gate|gate", "old door", "old door"))
	for _, b := range exits.Commands {
		b.Def.IsExit = true
	}
	return mergeAll([]*command.Set{char, one, two, exits})
}

var findCases = []struct{ name, line, want string }{
	{"the key", "look", "look()"},
	{"with arguments as they were typed", "look  at It ", "look(  at It )"},
	{"leading space is no part of it", " \tlook", "look()"},
	{"an alias", "l box", "look( box)"},
	{"a tab ends a name", "look\tbox", "look(\tbox)"},
	{"a switch ends a name", "look/hard box", "look(/hard box)"},
	{"no match inside a word", "lookup", ""},
	{"no match for the start of a name", "loo", ""},
	{"nothing typed", "", ""},
	{"only blanks", " \t ", ""},
	{"unknown", "dance", ""},

	{"6.1 caseless", "LOOK Box", "look( Box)"},
	{"6.1 caseless where the command has capitals", "wave", "Wave()"},
	{"6.1 caseless beyond ASCII", "СМОТРЕТЬ туда", "смотреть( туда)"},
	{"6.1 caseless where another case has more bytes", "STRAẞẞẞẞẞE", "straẞẞẞẞẞe()"},
	{"6.1 the longest name", "lookout", "lookout()"},
	{"6.1 the longest of three that fit", "go to bed", "go to bed()"},
	{"6.1 the second longest", "go to sea", "go to( sea)"},
	{"6.1 the shortest", "go away", "go( away)"},
	{"6.1 exact case comes before length", "go TO bed now", "go( TO bed now)"},
	{"6.1 the longest, where none is in that case", "GO TO BED now", "go to bed( now)"},
	{"a name that ends with a mark needs no space", "'hi there", "say(hi there)"},
	{"another one", ":waves", "pose(waves)"},
	{"a mark and a space", "\" hi", "say( hi)"},

	{"6.1 arg_regex fits", "nick bob", "nick( bob)"},
	{"6.1 arg_regex fits nothing", "nick", "nick()"},
	{"6.1 arg_regex does not fit", "nick bob = x", ""},
	{"6.1 arg_regex instead of the default", "+2", "+(2)"},

	{"6.1 a prefix may be left out", "reload", "@reload()"},
	{"6.1 a prefix may be added", "@look box", "look( box)"},
	{"6.1 each of the prefixes may be added", "&look", "look()"},
	{"6.1 a slash", "/look", "look()"},
	{"6.1 a plus", "+look", "look()"},
	{"6.1 one prefix for another", "/reload", "@reload()"},
	{"6.1 several prefixes", "@@reload", "@reload()"},
	{"6.1 & left out", "set x", "&set( x)"},
	{"6.1 + left out", "finger x", "+finger( x)"},
	{"6.17 the name as typed first: plain", "open box", "open( box)"},
	{"6.17 the name as typed first: prefixed", "@open box", "@open( box)"},
	{"6.17 both when neither was typed", "+open", "@open() open()"},
	{"6.17 a one-character line is not stripped", "@", ""},
	{"6.17 only prefixes", "@@", ""},
	{"no other prefix", "!look", ""},

	{"5.28 an exit", "north", "north()"},
	{"5.28 an exit by its alias", "n", "north()"},
	{"5.28 space behind an exit", "n  ", "north(  )"},
	{"5.28 an exit takes no argument", "north gate please", ""},
	{"5.28 an exit of two words", "north gate", "North Gate()"},
	{"5.28 an exit takes no switch", "north/fast", ""},

	{"5.32 nobody types a system command", "__nomatch", ""},
	{"5.32 nor its alias", "hidden", ""},
	{"5.32 nor with a prefix", "@__nomatch", ""},

	{"5.7 two that are equally good", "press hard", "press( hard) press( hard)"},
	{"6.2 the first of two", "press-1", "press()"},
	{"6.2 the second of two, with arguments", "press-2 hard", "press( hard)"},
	{"6.2 the second of two, with a switch", "press-2/hard", "press(/hard)"},
	{"6.2 out of range", "press-3", ""},
	{"6.2 there is none of number 0", "press-0", ""},
	{"6.2 a number too big to be one", "press-99999999999999999999", ""},
	{"6.2 not a number", "press-two", ""},
	{"6.2 a number with a sign", "press-+2", ""},
	{"6.2 the number in front", "2-press", "press()"},
	{"6.2 the number in front, with arguments", "2-press hard", "press( hard)"},
	{"6.2 the number in front, out of range", "3-press", ""},
	{"6.2 a name of several words", "push the button-2 now", "press( now)"},
	{"6.2 a name of several words, in front", "2-push the button", "press()"},
	{"6.2 an exit of several words", "old door-2", "old door()"},
	{"6.2 with a prefix", "@press-2", "press()"},
	{"6.2 of a name with a hyphen", "half-door-1", "half-door()"},
	{"6.2 of a name with a hyphen, in front", "1-half-door", "half-door()"},
	{"6.15 a number behind an argument chooses nothing", "press box-2", "press( box-2) press( box-2)"},
	{"6.15 a number also where several match with it", "poke-2", "poke()"},
	{"6.15 several match with it, out of range", "poke-3", "poke(-3) poke(-3)"},
	{"6.2 only a number", "2", ""},
	{"6.2 only a hyphen", "-", ""},
	{"6.2 only a number and a hyphen", "2-", ""},
}

func TestFind(t *testing.T) {
	m := world()
	for _, c := range findCases {
		t.Run(c.name, func(t *testing.T) {
			if got := found(m.Find(c.line, command.FindOptions{})); got != c.want {
				t.Errorf("%q finds %q, want %q", c.line, got, c.want)
			}
		})
	}
}

// TestFindWhich: a number picks in the order of the sets (spec 6.2).
func TestFindWhich(t *testing.T) {
	m := world()
	for line, want := range map[string]string{
		"press-1": "one", "press-2": "two", "1-press": "one", "2-press": "two", "poke-1 x": "one", "poke-2 x": "two",
	} {
		got := m.Find(line, command.FindOptions{})
		if len(got) != 1 || got[0].Source.Key != want {
			t.Errorf("%q finds %v, want the one of %q", line, found(got), want)
		}
	}
}

// TestFindNames: what was typed as the name, with and without prefix (6.4).
func TestFindNames(t *testing.T) {
	m := world()
	for _, c := range []struct{ line, cmdstring, raw string }{
		{"look", "look", "look"}, {"L box", "L", "L"}, {"@LOOK box", "LOOK", "@LOOK"}, {"reload", "reload", "reload"},
		{"@reload", "reload", "@reload"}, {"+@reload", "reload", "+@reload"}, {":waves", ":", ":"}, {"+2", "+", "+"},
		{"press-2 x", "press", "press"}, {"2-press x", "press", "press"},
	} {
		got := m.Find(c.line, command.FindOptions{})
		if len(got) != 1 || got[0].Cmdstring != c.cmdstring || got[0].RawCmdname != c.raw {
			t.Errorf("%q: got %+v, want cmdstring %q, raw_cmdname %q", c.line, got, c.cmdstring, c.raw)
		}
	}
}

// TestFindCase: of equals, those in the case that was typed (6.1).
func TestFindCase(t *testing.T) {
	m := mergeAll([]*command.Set{dup(true, set("a", 0, union, "say", "Say", "@look", "@Look"))})
	for line, want := range map[string]string{
		"say hi": "say( hi)", "Say hi": "Say( hi)", "SAY hi": "say( hi) Say( hi)", "look": "@look()", "Look": "@Look()",
	} {
		if got := found(m.Find(line, command.FindOptions{})); got != want {
			t.Errorf("%q finds %q, want %q", line, got, want)
		}
	}
}

// TestFindLocks: a command that may not be used is as good as absent (5.31),
// before anything else is compared.
func TestFindLocks(t *testing.T) {
	m := world()
	without := func(keys ...string) command.FindOptions {
		return command.FindOptions{Allowed: func(b command.Bound) bool { return !slices.Contains(keys, b.Def.Key) }}
	}
	for _, c := range []struct {
		line, want string
		o          command.FindOptions
	}{
		{"@reload", "", without("@reload")},
		{"look", "", without("look")},
		{"go to bed", "go to( bed)", without("go to bed")},
		{"go to bed", "go( to bed)", without("go to", "go to bed")},
		{"@open box", "open( box)", without("@open")},
		{"press-2", "", without("press")},
	} {
		if got := found(m.Find(c.line, c.o)); got != c.want {
			t.Errorf("%q finds %q, want %q", c.line, got, c.want)
		}
	}
	first := func(b command.Bound) bool { return b.Source.Key != "one" }
	if got := m.Find("press", command.FindOptions{Allowed: first}); len(got) != 1 || got[0].Source.Key != "two" {
		t.Errorf("with the first button locked, press finds %q", found(got))
	}
}

// FuzzFind: no line does harm, and what is found is in the line.
func FuzzFind(f *testing.F) {
	for _, c := range findCases {
		f.Add(c.line)
	}
	f.Add("\xff\xfe look")
	f.Add("press-2-2 a-1 b-2 c-3")
	m := world()
	f.Fuzz(func(t *testing.T, line string) {
		for _, got := range m.Find(line, command.FindOptions{}) {
			if command.System(got.Def.Key) {
				t.Fatalf("%q finds the system command %s", line, got.Def.Key)
			}
			if got.Cmdstring == "" || !strings.Contains(line, got.RawCmdname) || !strings.HasSuffix(line, got.Args) {
				t.Fatalf("%q finds %q as %q, which it does not say", line, got.RawCmdname, got.Args)
			}
			if !strings.HasSuffix(got.RawCmdname, got.Cmdstring) {
				t.Fatalf("%q: cmdstring %q is not the end of raw_cmdname %q", line, got.Cmdstring, got.RawCmdname)
			}
		}
	})
}
