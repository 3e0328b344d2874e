package scene_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"mud/cmd/mud/scene"
)

// secret is what is typed unseen.
const secret = "another-password-1"

// TestHiddenPromptsInTelnet changes a password in Debian's telnet on a
// terminal: what is typed at the three questions is not shown, and what is
// typed after them is.
func TestHiddenPromptsInTelnet(t *testing.T) {
	telnet, script := program(t, "telnet"), program(t, "script")
	w := start(t)
	host, port, err := net.SplitHostPort(w.Telnet())
	must(t, err)
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, script, "-qec", telnet+" "+host+" "+port, "/dev/null")
	screen := newOutput()
	cmd.Stdout, cmd.Stderr = screen, screen
	keyboard, err := cmd.StdinPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was killed
	})
	for _, turn := range []struct{ sees, types string }{
		{"leaves.", "create Ann correct-horse-9"},
		{"You become", "password"},
		{"Your old password:", "correct-horse-9"},
		{"A new password:", secret},
		{"The new one again:", secret},
		{"Your password is changed.", "say visible again"},
		{`You say, "visible again"`, "quit"},
	} {
		screen.sees(t, "telnet", turn.sees)
		_, err := io.WriteString(keyboard, turn.types+"\r")
		must(t, err)
	}
	screen.sees(t, "telnet", "Goodbye.")
	shown := screen.since()
	if bytes.Contains(shown, []byte(secret)) {
		t.Errorf("the new password is on the screen:\n%s", shown)
	}
	if !bytes.Contains(shown, []byte("say visible again")) {
		t.Errorf("what is typed after the questions is not on the screen:\n%s", shown)
	}
}

// hiddenScript answers the questions of `password` as they come.
const hiddenScript = `#config {CHARSET} {UTF-8}
#action {%%*leaves.%%*} {#send {create Ann correct-horse-9}}
#action {%%*You become Ann%%*} {#send {password}}
#event {RECEIVED PROMPT} {#if {"%%0" == "Your old password:%%*"} {#send {correct-horse-9}};#if {"%%0" == "A new password:%%*"} {#send {%[1]s}};#if {"%%0" == "The new one again:%%*"} {#send {%[1]s}}}
#event {SESSION DISCONNECTED} {#end}
#session {ann} {%[2]s} {%[3]s}
`

// TestHiddenPromptsInTintin does the same in TinTin++: it is asked to hide
// before the first answer, and to show again after the last.
func TestHiddenPromptsInTintin(t *testing.T) {
	tintin := program(t, "tt++", "/usr/games/tt++")
	w := start(t, "portal.mccp = false") // what is compressed cannot be looked at
	wire, screen := newOutput(), newOutput()
	host, port, err := net.SplitHostPort(recorder(t, w.Telnet(), wire))
	must(t, err)
	file := filepath.Join(t.TempDir(), "ann.tin")
	must(t, os.WriteFile(file, fmt.Appendf(nil, hiddenScript, secret, host, port), 0o600))
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, tintin, "-H", file)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "HOME="+t.TempDir(), "LANG=C.UTF-8")
	cmd.Stdout, cmd.Stderr = screen, screen
	must(t, cmd.Start())
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was killed
	})
	screen.sees(t, "TinTin++", "Your password is changed.")
	sent := wire.since()
	hide, show := bytes.Index(sent, []byte("\xff\xfb\x01")), bytes.LastIndex(sent, []byte("\xff\xfc\x01"))
	first, done := bytes.Index(sent, []byte("Your old password:")), bytes.Index(sent, []byte("Your password is changed."))
	if hide < 0 || hide > first || show < first || show > done {
		t.Errorf("WILL ECHO at %d, the first question at %d, WONT ECHO at %d, the end at %d:\n%q", hide, first, show, done, sent)
	}
	laptop, err := scene.Dial(w.Telnet())
	must(t, err)
	defer laptop.Close()
	must(t, laptop.Type("connect Ann "+secret), laptop.See("You become Ann"))
}
