package session

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/sessions.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestModesAreDocumented holds the table of modes of docs/sessions.md to the
// rules.
func TestModesAreDocumented(t *testing.T) {
	text := page(t)
	yesNo := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	for row, cell := range map[string]func(r Rules) string{
		"sessions of an account": func(r Rules) string {
			if r.OneSession {
				return "one: a new login ends the older"
			}
			return "many"
		},
		"a new account gets a character of its name": func(r Rules) string { return yesNo(r.AutoCreate) },
		"a login plays the last character": func(r Rules) string {
			if r.AutoPuppet {
				return "yes"
			}
			return "no: the menu"
		},
		"characters an account may have":      func(r Rules) string { return fmt.Sprint(r.MaxCharacters) },
		"different characters played at once": func(r Rules) string { return fmt.Sprint(r.MaxPuppets) },
		"a command's answer goes to": func(r Rules) string {
			if r.ReplyToAll {
				return "all of the account"
			}
			return "that session"
		},
		"another session of the account wants the same character": func(r Rules) string {
			switch {
			case r.OneSession:
				return "cannot be"
			case r.Share:
				return "shares it, both are told"
			}
			return "takes it over, both are told"
		},
	} {
		want := "| " + row
		for _, r := range Modes {
			want += " | " + cell(r)
		}
		if !strings.Contains(text, want+" |\n") {
			t.Errorf("docs/sessions.md lacks the row\n%s |", want)
		}
	}
}

// TestFlagsAreDocumented holds the table of flags of docs/sessions.md to the
// flags that there are.
func TestFlagsAreDocumented(t *testing.T) {
	text := page(t)
	for _, f := range Flags {
		var by []string
		if f.Client {
			by = append(by, "client")
		}
		if f.Player {
			by = append(by, "player")
		}
		if by == nil {
			by = []string{"nobody"}
		}
		about := f.About
		if f.OneOf != nil {
			about += ": " + strings.Join(f.OneOf, ", ")
		}
		if f.Max > 0 {
			about += fmt.Sprintf(": %d to %d", f.Min, f.Max)
		}
		shown := map[any]string{true: "on", false: "off", "": ""}
		value, ok := shown[f.Default]
		if !ok {
			value = fmt.Sprint(f.Default)
		}
		want := fmt.Sprintf("| %s | %s | %s | %s |", f.Name, value, strings.Join(by, ", "), about)
		if !strings.Contains(text, want+"\n") {
			t.Errorf("docs/sessions.md lacks the row\n%s", want)
		}
	}
}
