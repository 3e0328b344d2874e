package scene_test

import (
	"io"
	"regexp"
	"strings"
	"testing"
)

// mxpTag is a tag behind the mode that lets one tag through, and mxpMode any
// mode of MXP.
var (
	mxpTag  = regexp.MustCompile("\x1b\\[4z</?[A-Z][^>]*>")
	mxpMode = regexp.MustCompile("\x1b\\[[0-9]+z")
	ansi    = regexp.MustCompile("\x1b\\[[0-9;]*m")
)

// TestRow48: a client that has agreed to MXP is in locked mode before anything
// is shown, so that "<name>" is text to it, and reads links as tags; one that has
// refused is sent no mode of MXP at all (row 48 of the users' pains).
func TestRow48(t *testing.T) {
	w := start(t)
	play := func(answer, name string) string {
		t.Helper()
		c, screen := dial(t, w.Telnet()), newOutput()
		go func() { _, _ = io.Copy(screen, c) }()
		send(c, []byte(answer))
		for _, turn := range [][2]string{{"leaves.", "create " + name + " correct-horse-9"}, {"You become", "say <b>&amp;</b> <!ELEMENT x>"}, {"You say", "help say"}, {"Say something", "quit"}, {"Goodbye.", ""}} {
			screen.sees(t, "it", turn[0])
			send(c, []byte(turn[1]+"\r\n"))
		}
		return screen.text()
	}
	with := play("\xff\xfd\x5b", "Ann")
	lock := strings.Index(with, "\xff\xfa\x5b\xff\xf0\x1b[7z")
	if first := strings.Index(with, "<"); lock < 0 || first < lock {
		t.Errorf("the lock is at %d, the first < at %d", lock, first)
	}
	if !mxpTag.MatchString(with) {
		t.Errorf("no link is a tag: %q", with)
	}
	read := ansi.ReplaceAllString(mxpTag.ReplaceAllString(with, ""), "") // what a parser in locked mode shows
	for _, text := range []string{"connect <name> <password>", `You say, "<b>&amp;</b> <!ELEMENT x>"`, "Exits: north"} {
		if !strings.Contains(read, text) {
			t.Errorf("it does not show %q: %q", text, read)
		}
	}
	if left := mxpMode.FindAllString(read, -1); len(left) != 1 {
		t.Errorf("beside tags there are the modes %q", left)
	}
	if without := play("\xff\xfe\x5b", "Bob"); mxpMode.MatchString(without) || strings.Contains(without, "<SEND") {
		t.Errorf("a client that refused is sent MXP: %q", without)
	}
}
