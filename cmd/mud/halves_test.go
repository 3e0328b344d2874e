package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mud/cmd/mud/portalhalf"
	"mud/cmd/mud/scene"
)

// background runs a sub-command until the test ends.
func background(t *testing.T, dir string, args ...string) (log *lockedBuffer, end func()) {
	t.Helper()
	return inBackground(t, mud(t.Context(), dir, args...))
}

func inBackground(t *testing.T, cmd *exec.Cmd) (log *lockedBuffer, end func()) {
	t.Helper()
	log = &lockedBuffer{}
	cmd.Stdout, cmd.Stderr = log, log
	must(t, cmd.Start())
	ended := false
	end = func() {
		if !ended {
			ended = true
			_ = cmd.Process.Kill()
			_ = cmd.Wait() // it was killed
		}
	}
	t.Cleanup(end)
	return log, end
}

// logged waits until a log has a text.
func logged(t *testing.T, log *lockedBuffer, text string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !strings.Contains(log.String(), text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%q is never logged:\n%s", text, log)
		}
	}
}

// TestHalvesAlone runs each half by itself, the Portal first: who connects
// before the Server is there is told so and sees the first screen when it
// comes. The link is tcp with a secret.
func TestHalvesAlone(t *testing.T) {
	dir := folder(t, fmt.Sprintf("[server]\nlink = \"tcp:127.0.0.1:%d\"\nlink_secret = \"a secret of the two\"\n", freePort(t)))
	front, _ := background(t, dir, "portal")
	logged(t, front, "Stop the server")
	m := telnetLine.FindStringSubmatch(front.String())
	telnet := net.JoinHostPort(m[1], m[2])
	early, err := scene.Dial(telnet)
	must(t, err)
	defer early.Close()
	must(t, early.See("The game is away for a moment."))
	out, _ := mud(t.Context(), dir, "status").CombinedOutput()
	if !strings.Contains(string(out), "the portal keeps its connections") {
		t.Errorf("mud status without a server: %s", out)
	}
	_, end := background(t, dir, "server")
	must(t, early.See("The game is back."), early.See("leaves."), early.Type("create Ann correct-horse-9"), early.See("Exits:"))
	end()
	must(t, early.See("The game is away for a moment."), early.Type("say I am still here"))
	background(t, dir, "server")
	must(t, early.See("The game is back."), early.See(`You say, "I am still here"`))
	if out, err := mud(t.Context(), dir, "stop").CombinedOutput(); err != nil {
		t.Errorf("mud stop: %v\n%s", err, out)
	}
	must(t, early.See("The server is shutting down."), early.End())
}

// restart has a new Server take over.
func (p *process) restart(t *testing.T) {
	t.Helper()
	if _, err := portalhalf.Ask(t.Context(), "POST", p.admin, "/restart", nil); err != nil {
		t.Fatalf("restarting: %v\n%s", err, p.log)
	}
}

// TestBackInCharacter: after a restart of the game process, orderly or not,
// telnet and web players are back in their characters without typing, within
// five seconds (row 51 of the table of user pain), and what scripts gave them
// goes on. No telnet command is sent for it. Numbers are not used again and nothing reaches another's screen
// (rows 1 and 2).
func TestBackInCharacter(t *testing.T) {
	dir := folder(t, "")
	p := start(t, dir)
	defer p.kill(t)
	ann := enter(t, p.telnet, "Ann", true)
	web := openWeb(t, p.web)
	web.types(t, "create Bob correct-horse-9")
	web.sees(t, "Exits:")
	ann.Mark()
	pid := p.server(t, 0)
	for _, how := range []func(){
		func() { p.restart(t) },
		func() { sigkill(t, pid) },
	} {
		begun := time.Now()
		how()
		pid = p.server(t, pid)
		must(t, ann.Type("say here I am"), ann.See(`You say, "here I am"`))
		web.sees(t, `Ann says, `)
		web.types(t, "say so am I")
		must(t, ann.See(`Bob says, "so am I"`))
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("they were back after %s", took)
		}
	}
	if n := ann.Commands(); n > 0 {
		t.Errorf("%d telnet commands came", n)
	}
	if text := ann.Unread(); strings.Contains(text, "create <name>") {
		t.Errorf("the first screen was shown again: %q", text)
	}
}

// webPlayer is the page, as its WebSocket.
type webPlayer struct {
	ws   *websocket.Conn
	seen bytes.Buffer
}

func openWeb(t *testing.T, address string) *webPlayer {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/ws", nil)
	must(t, err)
	t.Cleanup(func() { _ = ws.Close() })
	return &webPlayer{ws: ws}
}

func (w *webPlayer) types(t *testing.T, line string) {
	t.Helper()
	text, err := json.Marshal(line)
	must(t, err, w.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"t":"line","v":%s}`, text)))
}

func (w *webPlayer) sees(t *testing.T, text string) {
	t.Helper()
	must(t, w.ws.SetReadDeadline(time.Now().Add(30*time.Second)))
	for !bytes.Contains(w.seen.Bytes(), []byte(text)) {
		_, message, err := w.ws.ReadMessage()
		if err != nil {
			t.Fatalf("%q never came: %v; what came: %s", text, err, w.seen.Bytes())
		}
		w.seen.Write(message)
	}
	w.seen.Reset()
}
