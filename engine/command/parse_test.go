package command_test

import (
	"strings"
	"testing"

	"mud/engine/command"
)

// parsed is everything that a parse found, in one line: switches, then lhs and
// rhs as they stand, then the three lists. Rhs is - without "=".
func parsed(p command.Parsed) string {
	rhs := "-"
	if p.Rhs != nil {
		rhs = *p.Rhs
	}
	bad := make([]string, len(p.BadSwitches))
	for i, b := range p.BadSwitches {
		bad[i] = b.Name + "?" + b.Nearest
	}
	lists := make([]string, 0, 3)
	for _, l := range [][]string{p.ArgList, p.LhsList, p.RhsList} {
		lists = append(lists, strings.Join(l, ";"))
	}
	return strings.Join([]string{strings.Join(p.Switches, ","), strings.Join(bad, ","), p.Lhs, rhs, strings.Join(lists, " # ")}, " | ")
}

// parseCases are spec 6.6; what is wanted is in the form of parsed.
var parseCases = []struct{ name, args, want string }{
	{"nothing", "", " |  |  | - |  #  # "},
	{"blanks", "  \t ", " |  |  | - |  #  # "},
	{"one argument", " box", " |  | box | - | box # box # "},
	{"case and inner space stay", " The  Red\tBox ", " |  | The  Red\tBox | - | The;Red;Box # The  Red\tBox # "},

	{"6.6 a switch", "/all box", "all |  | box | - | box # box # "},
	{"6.6 two switches", "/all/quiet box", "all,quiet |  | box | - | box # box # "},
	{"6.6 a switch and a tab", "/all\tbox", "all |  | box | - | box # box # "},
	{"6.6 only a switch", "/all", "all |  |  | - |  #  # "},
	{"6.6 a short switch", "/a box", "all |  | box | - | box # box # "},
	{"6.6 the shortest unambiguous one", "/quie", "quiet |  |  | - |  #  # "},
	{"6.6 an ambiguous one is dropped and told", "/qui box", " | qui?quick | box | - | box # box # "},
	{"6.6 a whole switch that begins another", "/quick", "quick |  |  | - |  #  # "},
	{"6.6 an unknown one is dropped and told", "/xyzzy box", " | xyzzy? | box | - | box # box # "},
	{"6.6 an unknown one with one that is like it", "/quiek box", " | quiek?quick | box | - | box # box # "},
	{"6.6 the known stay beside an unknown", "/all/xyzzy", "all | xyzzy? |  | - |  #  # "},
	{"6.6 caseless", "/ALL", "all |  |  | - |  #  # "},
	{"6.6 caseless in the definition", "/home/h", "Home,Home |  |  | - |  #  # "},
	{"6.6 empty switches are none", "//all/ box", "all |  | box | - | box # box # "},
	{"a lone slash", "/", " |  |  | - |  #  # "},
	{"a slash behind a space is an argument", " /all", " |  | /all | - | /all # /all # "},

	{"6.6 lhs and rhs", " a b = c d", " |  | a b | c d | a;b;=;c;d # a b # c d"},
	{"6.6 without space", " a=b", " |  | a | b | a=b # a # b"},
	{"6.6 the first = counts", " a=b=c", " |  | a | b=c | a=b=c # a # b=c"},
	{"6.6 an empty rhs is there", " a=", " |  | a |  | a= # a # "},
	{"6.6 an empty lhs", "=b", " |  |  | b | =b #  # b"},
	{"6.6 lists", " a , b c,d = e, f", " |  | a , b c,d | e, f | a;,;b;c,d;=;e,;f # a;b c;d # e;f"},
	{"6.6 empty members of a list are none", " ,a,,b,", " |  | ,a,,b, | - | ,a,,b, # a;b # "},
	{"6.6 all of it", "/all/qu first, second = third, fourth", "all | qu?quick | first, second | third, fourth | first,;second;=;third,;fourth # first;second # third;fourth"},
	{"= in a switch belongs to it", "/all=x y", " | all=x?all | y | - | y # y # "},
}

func TestParseArgs(t *testing.T) {
	d := &command.Def{Key: "x", Switches: []string{"quiet", "quick", "all", "Home"}}
	for _, c := range parseCases {
		t.Run(c.name, func(t *testing.T) {
			if got := parsed(command.ParseArgs(d, c.args)); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.args, got, c.want)
			}
		})
	}
}

// TestParseRest: Args is what follows the switches.
func TestParseRest(t *testing.T) {
	d := &command.Def{Key: "x", Switches: []string{"all"}}
	if got := command.ParseArgs(d, "/all  a = b ").Args; got != "a = b" {
		t.Errorf("got %q", got)
	}
}
