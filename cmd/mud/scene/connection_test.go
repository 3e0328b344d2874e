package scene_test

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"mud/cmd/mud/scene"
)

// start is a whole server with settings of its own.
func start(t *testing.T, settings ...string) *scene.World {
	t.Helper()
	w, err := scene.Start(t.TempDir(), scripts, settings...)
	must(t, err)
	t.Cleanup(func() { must(t, w.Close()) })
	return w
}

// TestLoginScript holds that a client that logs in and plays by itself, all at
// once and before it has seen anything, is served in order and loses nothing
// to the default rate limit (row 28 of the users' pains).
func TestLoginScript(t *testing.T) {
	w := start(t, "portal.command_rate = 80.0")
	enter(t, w, "Ann").Close()
	conn := dial(t, w.Telnet())
	send(conn, []byte("connect Ann correct-horse-9\r\nsay 1\r\nsay 2\r\nsay 3\r\nsay 4\r\nsay 5\r\n"))
	p := scene.Over(conn)
	must(t, p.See("You become Ann"))
	for n := 1; n <= 5; n++ {
		before, err := p.Until(fmt.Sprintf(`You say, "%d"`, n))
		must(t, err)
		if strings.Contains(before, "You say") {
			t.Errorf("out of order before %d: %q", n, before)
		}
	}
}

// TestResets resets connections at every byte of a login on telnet and of the
// opening of a WebSocket: the server stays up, and who plays notices nothing
// (row 34 of the users' pains).
func TestResets(t *testing.T) {
	w := start(t)
	ann := enter(t, w, "Ann")
	for address, greeting := range map[string]string{
		w.Telnet(): "\xff\xfd\x1f\xff\xfa\x1f\x00\x50\x00\x18\xff\xf0connect Ann correct-horse-9\r\nlook\r\n",
		w.Web(): "GET /ws HTTP/1.1\r\nHost: " + w.Web() + "\r\nOrigin: http://" + w.Web() + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\x85\x00\x00\x00\x00hello",
	} {
		for n := range len(greeting) + 1 {
			c := dial(t, address)
			send(c, []byte(greeting[:n]))
			_ = c.(*net.TCPConn).SetLinger(0)
			_ = c.Close()
		}
	}
	// Whichever of them logged in took Ann over: she comes back in the same way.
	ann.Close()
	ann = dialPlayer(t, w)
	must(t, ann.Type("connect Ann correct-horse-9"), ann.See("You become Ann"), ann.Type("say still up"), ann.See(`You say, "still up"`))
	if strings.Contains(w.Log(), "panic") {
		t.Errorf("the log tells of a panic:\n%s", w.Log())
	}
}

func dialPlayer(t *testing.T, w *scene.World) *scene.Player {
	t.Helper()
	p, err := scene.Dial(w.Telnet())
	must(t, err)
	t.Cleanup(p.Close)
	must(t, p.See("leaves."))
	return p
}

// TestGuessingDelaysNobody has many connections guess passwords at once: each
// guess is hashed, and who plays is answered while they are (row 29 of the
// users' pains).
func TestGuessingDelaysNobody(t *testing.T) {
	w := start(t, "sessions.login_attempts = 0")
	ann := enter(t, w, "Ann")
	var guessers []*scene.Player
	for range 10 {
		guessers = append(guessers, dialPlayer(t, w))
	}
	answered := make(chan error, len(guessers))
	for _, g := range guessers {
		go func() {
			for n := range 2 {
				if err := g.Type(fmt.Sprintf("connect Ann guess-number-%d", n)); err != nil {
					answered <- err
					return
				}
			}
			var err error
			for range 2 {
				if err == nil {
					err = g.See("There is no account with that name and password.")
				}
			}
			answered <- err
		}()
	}
	for n := range 5 {
		must(t, ann.Type(fmt.Sprintf("say %d", n)), ann.See(fmt.Sprintf(`You say, "%d"`, n)))
	}
	if len(answered) == len(guessers) {
		t.Error("all guesses were answered before five lines of somebody who plays")
	}
	for range guessers {
		must(t, <-answered)
	}
}
