package command_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"mud/engine/command"
)

// args are what was found: "who=bob n=3 what-" where what was left out.
func args(list []command.Arg) string {
	var out []string
	for _, a := range list {
		text := a.Name + "=" + a.Text
		if a.Kind == "number" {
			text = fmt.Sprintf("%s=%g", a.Name, a.Number)
		}
		if !a.Present {
			text = a.Name + "-"
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

const usage = "USAGE" // the arguments do not fit

var syntaxCases = []struct{ name, syntax, args, want string }{
	{"no arguments", "", "", ""},
	{"no arguments wanted", "", "box", usage},

	{"a word", "<a:word>", "box", "a=box"},
	{"a word without a kind", "<a>", "box", "a=box"},
	{"a word is missing", "<a>", " ", usage},
	{"one word too many", "<a>", "red box", usage},
	{"space around it", "<a>", "  box ", "a=box"},
	{"two words", "<a> <b>", "red  box", "a=red; b=box"},
	{"two words at a tab", "<a> <b>", "red\tbox", "a=red; b=box"},
	{"a word has marks in it", "<a> <b>", "o'neil's half-door", "a=o'neil's; b=half-door"},
	{"a word and the rest", "<a> <b:rest>", "red big box", "a=red; b=big box"},
	{"the rest as it was typed", "<a:rest>", "a  = B,  c", "a=a  = B,  c"},
	{"the rest is missing", "<a:rest>", "", usage},
	{"text", "<a:text>", "big red box", "a=big red box"},
	{"a text and a word", "<a:text> <b:word>", "big red box", "a=big red; b=box"},
	{"a text ends at a space, not at a mark", "<a:text> <b:rest>", "half-door's key", "a=half-door's; b=key"},

	{"a number", "<n:number>", "12", "n=12"},
	{"a negative number", "<n:number>", "-3", "n=-3"},
	{"no number", "<n:number>", "twelve", usage},
	{"no whole number", "<n:number>", "1.5", usage},
	{"a number and more", "<n:number>", "12 x", usage},
	{"a number too big for Lua", "<n:number>", "9007199254740993", usage},
	{"a number before something", "<n:number> <what:object>", "3 red apples", "n=3; what=red apples"},

	{"object", "<x:object>", "red box", "x=red box"},
	{"carried", "<x:carried>", "red box", "x=red box"},
	{"here", "<x:here>", "red box", "x=red box"},
	{"character", "<x:character>", "old man", "x=old man"},
	{"player", "<x:player>", "bob", "x=bob"},
	{"account", "<x:account>", "bob", "x=bob"},
	{"exit", "<x:exit>", "north gate", "x=north gate"},

	{"a mark", "<a:text> = <b:rest>", "red box = a box", "a=red box; b=a box"},
	{"a mark without space", "<a:text> = <b:rest>", "red box=a box", "a=red box; b=a box"},
	{"the first of two marks", "<a:text> = <b:rest>", "x=y=z", "a=x; b=y=z"},
	{"a mark is missing", "<a:text> = <b:rest>", "red box", usage},
	{"nothing before the mark", "<a:text> = <b:rest>", "= x", usage},
	{"nothing behind the mark", "<a:text> = <b:rest>", "x =", usage},
	{"a mark right behind a word", "<a:word> = <b:rest>", "x=y z", "a=x; b=y z"},
	{"a mark right behind a number", "<n:number>=<b:rest>", "3=y z", "n=3; b=y z"},
	{"a mark that is part of a word", "<a:word> - <b:word>", "half-door - x", "a=half-door; b=x"},
	{"a mark between words", "<a:word>-<b:word>", "red-blue", "a=red; b=blue"},

	{"a word as literal", "<a:carried> to <b:character>", "red box to old man", "a=red box; b=old man"},
	{"a literal is caseless", "<a:carried> to <b:character>", "box TO bob", "a=box; b=bob"},
	{"a literal is a whole word", "<a:carried> to <b:character>", "box tom", usage},
	{"a literal that begins a word is passed over", "<a:carried> to <b:character>", "tomato to tom", "a=tomato; b=tom"},
	{"a literal twice: the first that fits", "<a:text> to <b:text>", "road to town to bob", "a=road; b=town to bob"},
	{"a literal twice: the second, where the first does not fit", "<a:text> to <n:number>", "road to town to 5", "a=road to town; n=5"},
	{"a leading literal", "at <a:object>", "at the box", "a=the box"},
	{"a leading literal is missing", "at <a:object>", "box", usage},
	{"either literal: a word", "<a:carried> (to|=) <b:character>", "box to bob", "a=box; b=bob"},
	{"either literal: a mark", "<a:carried> (to|=) <b:character>", "box=bob", "a=box; b=bob"},
	{"choices with space around", "<a> ( in | on ) <b>", "x on y", "a=x; b=y"},
	{"a literal beyond ASCII", "<a> на <b>", "x НА y", "a=x; b=y"},
	{"text beyond ASCII is not cut", "<a:text> = <b:rest>", "жёлтый ящик=x", "a=жёлтый ящик; b=x"},

	{"optional, there", "[<a:object>]", "red box", "a=red box"},
	{"optional, left out", "[<a:object>]", "", "a-"},
	{"optional in front, there", "[<n:number>] <a:object>", "3 apples", "n=3; a=apples"},
	{"optional in front, left out", "[<n:number>] <a:object>", "apples", "n-; a=apples"},
	{"optional in front, only the number there: it is the object", "[<n:number>] <a:object>", "3", "n-; a=3"},
	{"optional literal, there", "[at] [<a:object>]", "at box", "a=box"},
	{"optional literal, left out", "[at] [<a:object>]", "attic", "a=attic"},
	{"optional literal, alone", "[at] [<a:object>]", "at", "a-"},
	{"optional part with literal, there", "<a:text> [= <b:rest>]", "red box = x", "a=red box; b=x"},
	{"optional part with literal, left out", "<a:text> [= <b:rest>]", "red box", "a=red box; b-"},
	{"optional part begun and not ended: it is text", "<a:text> [with <b:rest>]", "dance with", "a=dance with; b-"},
	{"optional part is whole or not there", "[<a:word> <b:word>]", "x", usage},
	{"two optional parts, both", "<a:text> [in <b:text>] [on <c:text>]", "x in y on z", "a=x; b=y; c=z"},
	{"two optional parts, the first", "<a:text> [in <b:text>] [on <c:text>]", "x in y", "a=x; b=y; c-"},
	{"two optional parts, the second", "<a:text> [in <b:text>] [on <c:text>]", "x on z", "a=x; b-; c=z"},
	{"two optional parts, neither", "<a:text> [in <b:text>] [on <c:text>]", "x", "a=x; b-; c-"},
	{"two optional words, one there", "[<a>] [<b>]", "x", "a=x; b-"},
	{"an optional part in the middle", "<a:carried> [to <b:character>] now", "box now", "a=box; b-"},
}

func TestSyntax(t *testing.T) {
	for _, c := range syntaxCases {
		t.Run(c.name, func(t *testing.T) {
			s, err := command.ParseSyntax(c.syntax)
			if err != nil {
				t.Fatal(err)
			}
			list, err := s.Match(c.args)
			got := args(list)
			if errors.Is(err, command.ErrUsage) {
				got = usage
			} else if err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("%q reads %q as %q, want %q", c.syntax, c.args, got, c.want)
			}
		})
	}
}

// TestSyntaxKinds: every kind that is documented can be written.
func TestSyntaxKinds(t *testing.T) {
	for _, kind := range command.Kinds {
		s, err := command.ParseSyntax("<x:" + kind + ">")
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if list, err := s.Match("7"); err != nil || len(list) != 1 || list[0].Kind != kind || list[0].Text != "7" {
			t.Errorf("%s reads %+v, %v", kind, list, err)
		}
	}
}

// TestSyntaxErrors: a builder is told the column.
func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct{ name, syntax, want string }{
		{"an unknown kind", "at <a:thing>", `column 4: there is no kind "thing" of argument; there are word, text`},
		{"a kind is missing", "<a:>", `column 1: expected <name:kind>, [ ], or a word, not "<a:>"`},
		{"a name is missing", "x <>", `column 3: expected`},
		{"a name in capitals", "<Who>", `column 1: expected`},
		{"an argument that is not closed", "<a", `column 1: expected`},
		{"an argument that was not begun", "x a>", `column 4: expected`},
		{"nested optional parts", "[<a> [<b>]]", `column 6: "[" does not belong here: optional parts are not nested`},
		{"an optional part that was not begun", "<a>]", `column 4: "]" does not belong here`},
		{"an optional part that is not closed", "<a> [= <b>", `column 5: this "[" is not closed`},
		{"choices that are not closed", "<a> (to|=", `column 5: expected`},
		{"no choices", "<a> ()", `column 5: expected`},
		{"an empty choice", "<a> (to|) <b>", `column 5: one of the choices in "(to|)" is empty`},
		{"only empty choices", "(|)", `column 1: one of the choices`},
		{"a choice of spaces", "( | x)", `column 1: one of the choices`},
		{"an argument in choices", "(<a>|b)", `column 1: expected`},
		{"the same name twice", "<a> to <a:rest>", `column 8: there are two arguments "a"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := command.ParseSyntax(c.syntax)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%q gives %v, %v; want %q", c.syntax, s, err, c.want)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	for _, c := range []struct{ syntax, want string }{
		{"", "x"},
		{"<who:character> = <text:rest>", "x <who> = <text>"},
		{"[<n:number>]  <what:object>", "x [<n>] <what>"},
		{"<what:carried> (to|=) <who:character>", "x <what> to|= <who>"},
		{"<a> [with <b>] [on <c>]", "x <a> [with <b>] [on <c>]"},
		{"[at] [<what:object>]", "x [at] [<what>]"},
	} {
		s, err := command.ParseSyntax(c.syntax)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Usage("x"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.syntax, got, c.want)
		}
	}
}

// TestSyntaxHostile ends at all: cut in every way there is, these lines would
// take days (promise P5).
func TestSyntaxHostile(t *testing.T) {
	const size = 8192 // the longest line
	for _, c := range []struct{ syntax, line string }{
		{"<a:text> = <b:text> = <c:text> = <d:text> = <n:number>", strings.Repeat("=", size)},
		{"<a:text> = <b:text> = <c:text> = <d:text> = <n:number>", strings.Repeat("x = ", size/4)},
		{"<a:text> to <b:text> to <c:text> to <d:text> to <n:number>", strings.Repeat("to ", size/3)},
		{"<a:text> <b:text> <c:text> <d:text> <n:number>", strings.Repeat("x ", size/2)},
		{"<a> = <b> = <c> = <d> = <n:number>", strings.Repeat("=", size)},
		{"<a:text> [= <b:text>] [= <c:text>] [= <d:text>] end", strings.Repeat("=", size)},
	} {
		s, err := command.ParseSyntax(c.syntax)
		if err != nil {
			t.Fatal(err)
		}
		if list, err := s.Match(c.line); !errors.Is(err, command.ErrUsage) {
			t.Errorf("%q reads %.20q… as %.80q, %v", c.syntax, c.line, args(list), err)
		}
	}
}

// FuzzSyntax: no syntax and no line does harm; what is found is in the line,
// in the order of the syntax, and the usage names every argument.
func FuzzSyntax(f *testing.F) {
	for _, c := range syntaxCases {
		f.Add(c.syntax, c.args)
	}
	f.Add("(|)", "")
	f.Add("<a:number>\xff<b:text>", "1\xff 2")
	f.Fuzz(func(t *testing.T, syntax, line string) {
		s, err := command.ParseSyntax(syntax)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "column ") {
				t.Fatalf("%q: the error names no column: %v", syntax, err)
			}
			return
		}
		list, err := s.Match(line)
		if err != nil && !errors.Is(err, command.ErrUsage) {
			t.Fatalf("%q: %v", syntax, err)
		}
		left, text := line, s.Usage("x")
		for _, a := range list {
			at := strings.Index(left, a.Text)
			if at < 0 || a.Present == (a.Text == "") {
				t.Fatalf("%q reads %+v, which is not in %q", syntax, a, left)
			}
			left = left[at+len(a.Text):]
			if !strings.Contains(text, "<"+a.Name+">") {
				t.Fatalf("%q: the usage %q does not name %q", syntax, text, a.Name)
			}
		}
	})
}
