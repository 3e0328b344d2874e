package scene_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mud/cmd/mud/scene"
	"mud/sessions/portal/tcp"
)

// open starts a world with TLS and ssh, and with settings of its own.
func open(t *testing.T, settings ...string) *scene.World {
	t.Helper()
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	if err := tcp.MakeCertificate(cert, key, []string{"localhost", "127.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	w, err := scene.Start(dir, scripts, append(settings, `portal.telnet_tls = "127.0.0.1:0"`, `portal.ssh = "127.0.0.1:0"`,
		`portal.web_tls = "127.0.0.1:0"`, `portal.tls_cert = "cert.pem"`, `portal.tls_key = "key.pem"`)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the server's log:\n%s", w.Log())
		}
		_ = w.Close()
	})
	return w
}

// account makes an account of that name, which is not played afterwards.
func account(t *testing.T, w *scene.World, name string, more ...string) {
	t.Helper()
	p, err := scene.Dial(w.Telnet())
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	steps := append([]string{"tells more", "create " + name + " correct-horse-9", "Exits:"}, more...)
	steps = append(steps, "quit", "Goodbye.")
	if err := p.See(steps[0]); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(steps); i += 2 {
		if err := p.Type(steps[i]); err != nil {
			t.Fatal(err)
		}
		if err := p.See(steps[i+1]); err != nil {
			t.Fatal(err)
		}
	}
}

// runs starts a program with a home of its own; what it prints is collected, and
// what is typed goes to it.
func runs(t *testing.T, home string, env []string, name string, args ...string) (*output, func(text string)) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) } // script ends what it runs then
	cmd.WaitDelay = 5 * time.Second
	cmd.Dir = home
	cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "HOME="+home, "LANG=C.UTF-8"), env...)
	screen := newOutput()
	cmd.Stdout, cmd.Stderr = screen, screen
	keys, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was killed, or has ended
	})
	return screen, func(text string) {
		t.Helper()
		if _, err := keys.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
}

func split(t *testing.T, address string) (host, port string) {
	t.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return host, port
}

// TestTintinOverTLS logs in with #ssl, and takes GMCP as a script of its
// player's asks for it.
func TestTintinOverTLS(t *testing.T) {
	tintin := program(t, "tt++", "/usr/games/tt++")
	w := open(t)
	home := t.TempDir()
	host, port := split(t, w.TLS())
	script := filepath.Join(home, "ann.tin")
	if err := os.WriteFile(script, fmt.Appendf(nil, `#config {CHARSET} {UTF-8}
#event {IAC WILL GMCP} {#send {\xFF\xFD\xC9\};#send {\xFF\xFA\xC9Core.Hello {"client":"tt","version":"9"}\xFF\xF0\};#send {\xFF\xFA\xC9Core.Supports.Set ["Char 1","Room 1"]\xFF\xF0\}}
#event {IAC SB GMCP} {#echo {gmcp %%0 %%2}}
#action {%%*tells more%%*} {create Ann correct-horse-9}
#action {You become} {#delay {1} {option}}
#action {XTERM256 %%*} {quit}
#event {SESSION DISCONNECTED} {#end}
#ssl {ann} {%s} {%s}
`, host, port), 0o600); err != nil {
		t.Fatal(err)
	}
	screen, _ := runs(t, home, nil, tintin, "-H", script)
	for _, text := range []string{"You become", `gmcp Char.Name Char.Name {"fullname":"Ann","name":"Ann"}`, "gmcp Room.Info Room.Info {", "SUPPORTS           Char 1, Room 1", "TLS                true"} {
		screen.sees(t, "TinTin++ over TLS", text)
	}
	screen.sees(t, "TinTin++ over TLS", "DIED")
	if shown := screen.text(); strings.Contains(shown, "properly") { // it warns of an end without close_notify
		t.Errorf("the end was not in order: %q", shown)
	}
}

// TestOpenSSH logs in by password and by a key that was added in the game, and
// with neither.
func TestOpenSSH(t *testing.T) {
	ssh, keygen := program(t, "ssh"), program(t, "ssh-keygen")
	w := open(t)
	home := t.TempDir()
	key := filepath.Join(home, "id")
	if out, err := exec.CommandContext(t.Context(), keygen, "-q", "-t", "ed25519", "-N", "", "-C", "ann@laptop", "-f", key).CombinedOutput(); err != nil {
		t.Fatalf("ssh-keygen: %v: %s", err, out)
	}
	public, err := os.ReadFile(key + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	account(t, w, "Ann", "@sshkey "+strings.TrimSpace(string(public)), "this key logs in")
	host, port := split(t, w.SSH())
	for name, text := range map[string]string{"right": "correct-horse-9", "wrong": "wrong-horse-9"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte("#!/bin/sh\necho "+text+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	come := func(asker string, more ...string) (*output, func(string)) {
		args := append([]string{"-tt", "-p", port, "-o", "StrictHostKeyChecking=accept-new", "-o", "UserKnownHostsFile=" + filepath.Join(home, "known"),
			"-o", "NumberOfPasswordPrompts=1", "-F", "none"}, more...)
		env := []string{"SSH_ASKPASS=" + filepath.Join(home, asker), "SSH_ASKPASS_REQUIRE=force", "SSH_AUTH_SOCK=", "DISPLAY=:0"}
		return runs(t, home, env, ssh, append(args, "ann@"+host)...)
	}
	for _, c := range []struct {
		what, asker string
		args        []string
	}{
		{"ssh with the password", "right", []string{"-o", "PubkeyAuthentication=no"}},
		{"ssh with the key", "wrong", []string{"-i", key, "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no"}},
	} {
		screen, types := come(c.asker, c.args...)
		screen.sees(t, c.what, "You become")
		types("say hello\r")
		screen.sees(t, c.what, `You say, "hello"`)
		types("password\r")
		screen.sees(t, c.what, "Your old password: ")
		types("s3cret-unseen\r\r\r")
		types("quit\r")
		screen.sees(t, c.what, "Goodbye.")
		if strings.Contains(screen.text(), "s3cret") {
			t.Errorf("%s: the password was shown: %q", c.what, screen.text())
		}
	}
	screen, _ := come("wrong", "-o", "PubkeyAuthentication=no")
	screen.sees(t, "ssh with a wrong password", "Permission denied")
	// Row 35 of the users' pains: neither the right nor a wrong one is logged.
	for _, secret := range []string{"correct-horse", "wrong-horse", "s3cret"} {
		if strings.Contains(w.Log(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(w.Log(), "failed") {
		t.Error("the failed login is not logged (row 36 of the users' pains)")
	}
}

// TestTelnetOnATerminal: Debian's telnet stays in line mode, hides three
// passwords, and shows no ^M.
func TestTelnetOnATerminal(t *testing.T) {
	telnet, script := program(t, "telnet"), program(t, "script")
	w := open(t)
	account(t, w, "Ann")
	host, port := split(t, w.Telnet())
	screen, types := runs(t, t.TempDir(), nil, script, "-qfec", telnet+" "+host+" "+port, "/dev/null")
	screen.sees(t, "telnet", "tells more")
	types("connect Ann correct-horse-9\n")
	screen.sees(t, "telnet", "You become")
	types("password\n")
	screen.sees(t, "telnet", "Your old password: ")
	types("correct-horse-9\n")
	screen.sees(t, "telnet", "A new password: ")
	types("hidden-horse-8\n")
	screen.sees(t, "telnet", "The new one again: ")
	types("hidden-horse-8\n")
	screen.sees(t, "telnet", "Your password is changed.")
	types("say visible\n")
	screen.sees(t, "telnet", `You say, "visible"`)
	types("quit\n")
	screen.sees(t, "telnet", "Goodbye.")
	shown := screen.text()
	if strings.Contains(shown, "^M") || strings.Contains(shown, "hidden-horse") {
		t.Errorf("the screen shows ^M or a password: %q", shown)
	}
	if !strings.Contains(shown, "say visible") {
		t.Errorf("what is typed behind the passwords is not shown: %q", shown)
	}
}

// TestScreenReader: a client that says it is one gets linear text without any
// code or drawing from the first screen on, and a player who chose it keeps it
// with the account (row 50 of the users' pains).
func TestScreenReader(t *testing.T) {
	w := open(t)
	conn, err := net.Dial("tcp", w.Telnet())
	if err != nil {
		t.Fatal(err)
	}
	heard := newOutput()
	go func() { _, _ = io.Copy(heard, conn) }()
	defer conn.Close()
	types := func(line string) {
		t.Helper()
		if _, err := io.WriteString(conn, line); err != nil {
			t.Fatal(err)
		}
	}
	types("\xff\xfc\x1f\xff\xfb\x18")
	for _, answer := range []string{"VIP", "X", "MTTS 64"} {
		types("\xff\xfa\x18\x00" + answer + "\xff\xf0")
	}
	heard.sees(t, "a screen reader", "tells more")
	for _, step := range [][2]string{
		{"create Vera correct-horse-9", "You see: a grey cat"}, {"who", "Name: Vera, On for: "}, {"option", "Option: SCREENREADER, Value: true"},
		{"option screenreader = on", "is now true"}, {"option/save", "kept"}, {"say hello", `You say, "hello"`}, {"password", "Your old password: \r\n"},
		{"x", "A new password: \r\n"}, {"y", "again: \r\n"}, {"y", "not your password"}, {"quit", "Goodbye."},
	} {
		types(step[0] + "\r\n")
		heard.sees(t, "a screen reader", step[1])
	}
	if text := string(heard.since()); strings.ContainsAny(text, "\x1b│─┌┐└┘█") {
		t.Errorf("it hears codes or drawings: %q", text)
	}
	again, err := scene.Dial(w.Telnet()) // another client, which says nothing of itself
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, step := range [][2]string{{"connect Vera correct-horse-9", "You become Vera"}, {"who", "Name: Vera, On for: "}} {
		if err := again.Type(step[0]); err != nil {
			t.Fatal(err)
		}
		if err := again.See(step[1]); err != nil {
			t.Fatal(err)
		}
	}
}
