package lock

import (
	"fmt"
	"strings"
	"testing"
)

func known(name string) bool { return strings.Contains(" all false id perm holds attr ", " "+name+" ") }

func TestCheck(t *testing.T) {
	yes := func(name string, args []string) bool {
		return name == "all" || name == "id" && args[0] == "3" || name == "perm" && args[0] == "Admin"
	}
	for _, tc := range []struct {
		name, text, kind string
		pass, defined    bool
	}{
		{"one function", "get:all()", "get", true, true},
		{"another type", "get:all()", "edit", false, false},
		{"case of functions is ignored", "get:ALL()", "get", true, true},
		{"or", "edit:false() or id(3)", "edit", true, true},
		{"and", "edit:all() and id(4)", "edit", false, true},
		{"and binds tighter than or", "edit:all() or all() and false()", "edit", true, true},
		{"parentheses", "edit:(all() or all()) and false()", "edit", false, true},
		{"not", "edit:not false()", "edit", true, true},
		{"the later of two wins", "get:all();get:false()", "get", false, true},
		{"several types", "get:false(); edit:perm(Admin)", "edit", true, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			set, err := Parse(tc.text, known)
			if err != nil {
				t.Fatal(err)
			}
			pass, defined := set.Check(tc.kind, yes)
			if pass != tc.pass || defined != tc.defined {
				t.Errorf("Check = %v, %v; want %v, %v", pass, defined, tc.pass, tc.defined)
			}
		})
	}
}

func TestErrorsNameThePlace(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"", "column 1: there is no lock in it"},
		{"all()", "column 1: expected a type and a colon"},
		{"get:al()", `column 5: there is no lock function "al"`},
		{"get:all", "column 8: all needs parentheses"},
		{"get:all(", "column 8: the parenthesis of all is not closed"},
		{"get:all() edit:all()", `column 11: expected "and", "or" or ";"`},
		{"get:(all()", "column 11: a parenthesis is not closed"},
		{"get:all() and", "column 14: expected a function"},
		{"get:" + strings.Repeat("(", 60), "column 55: the condition is nested more than 50 deep"},
		{"get:" + strings.Repeat("all() or ", 1000) + "all()", "column 8192: a lock string may have 8 KiB"},
		{many(101), "column 1001: there may be 100 types of locks"},
	} {
		_, err := Parse(tc.text, known)
		if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("Parse(%q) = %v; want %q", tc.text, err, tc.want)
		}
	}
}

// many are locks of n types.
func many(n int) (text string) {
	for i := range n {
		text += fmt.Sprintf("t%d:all();", i)
	}
	return text
}

// TestStoredLocks: what is stored is taken as it is, or a world would not start.
func TestStoredLocks(t *testing.T) {
	if _, err := Parse(many(2000), nil); err != nil {
		t.Error(err)
	}
}

func TestDefaultType(t *testing.T) {
	set, err := ParseDefault("perm(Admin);edit:all()", "cmd", known)
	if err != nil || set.String() != "cmd:perm(Admin);edit:all()" {
		t.Errorf("got %v, %v", set, err)
	}
}

func TestOverKeepsWhatIsAbove(t *testing.T) {
	above, _ := Parse("get:false()", known)
	below, _ := Parse("get:all();edit:id(3)", known)
	if got := above.Over(below).String(); got != "get:false();edit:id(3)" {
		t.Errorf("got %q", got)
	}
	var none *Set
	if none.Over(below) != below || above.Over(nil) != above {
		t.Error("nil is no lock at all")
	}
}

func TestRank(t *testing.T) {
	for perm, want := range map[string]int{"Guest": 0, "builders": 3, "DEVELOPER": 5, "cook": -1} {
		if got := Rank(perm); got != want {
			t.Errorf("Rank(%q) = %d, want %d", perm, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"get:all()", "a:not (id(3) or perm(x)) and all();b:attr(x, 3)", "x:((", ";;", "get:all() or"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		set, err := Parse(text, known)
		if err != nil {
			return
		}
		again, err := Parse(set.String(), known)
		if err != nil || again.String() != set.String() {
			t.Fatalf("%q became %q, and that %v, %v", text, set.String(), again, err)
		}
	})
}

func TestVaries(t *testing.T) {
	for text, want := range map[string]bool{
		"call:true()": false, "call:NONE()": false, "get:id(3)": false,
		"call:id(3)": true, "call:not true()": true, "call:all() or false()": true,
	} {
		set, err := Parse(text, func(string) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Varies("call"); got != want {
			t.Errorf("%s varies: %v, want %v", text, got, want)
		}
	}
}
