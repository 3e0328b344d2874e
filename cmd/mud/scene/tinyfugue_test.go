package scene_test

import (
	"strings"
	"testing"
)

// TestTinyfugue logs in, talks, walks and changes a password in tf5 on a
// terminal: what is typed at the three questions is not shown.
func TestTinyfugue(t *testing.T) {
	tf, script := program(t, "tf5", "tf"), program(t, "script")
	w := open(t)
	host, port := split(t, w.Telnet())
	screen, types := runs(t, t.TempDir(), nil, script, "-qfec", "stty cols 100 rows 30; "+tf+" -v -f/dev/null -n "+host+" "+port, "/dev/null")
	for _, turn := range [][2]string{
		{"tells more", "create Ann correct-horse-9"}, {"You become", "say hello"}, {`You say, "hello"`, "north"}, {"south", "password"},
		{"Your old password: ", "correct-horse-9"}, {"A new password: ", "hidden-horse-8"}, {"The new one again: ", "hidden-horse-8"},
		{"Your password is changed.", "option"}, {"TINYFUGUE", "say visible"}, {`You say, "visible"`, "quit"},
	} {
		screen.sees(t, "tf5", turn[0])
		types(turn[1] + "\n")
	}
	screen.sees(t, "tf5", "Goodbye.")
	shown := screen.text()
	if strings.Contains(shown, "hidden-horse") {
		t.Errorf("the screen shows a password: %q", shown)
	}
	if !strings.Contains(shown, "say visible") {
		t.Errorf("what is typed behind the passwords is not shown: %q", shown)
	}
	if !strings.Contains(shown, "SCREENWIDTH        99") { // it keeps one column for itself
		t.Errorf("the options do not tell the width: %q", shown)
	}
}

// TestTinyfugueOverTLS connects tf5 by its /connect -x.
func TestTinyfugueOverTLS(t *testing.T) {
	tf, script := program(t, "tf5", "tf"), program(t, "script")
	w := open(t)
	host, port := split(t, w.TLS())
	screen, types := runs(t, t.TempDir(), nil, script, "-qfec", "stty cols 100 rows 30; "+tf+" -v -f/dev/null -n", "/dev/null")
	for _, turn := range [][2]string{
		{"commands from /dev/null", "/connect -x " + host + " " + port}, {"tells more", "create Ann correct-horse-9"}, {"You become", "option"},
		{"TLS                true", "quit"},
	} {
		screen.sees(t, "tf5", turn[0])
		types(turn[1] + "\n")
	}
	screen.sees(t, "tf5", "Goodbye.")
}
