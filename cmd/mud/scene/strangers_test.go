package scene_test

import (
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// begin opens connections that begin a handshake and do not go on.
func begin(t *testing.T, address, word string, n int) []net.Conn {
	t.Helper()
	var out []net.Conn
	for range n {
		c := dial(t, address)
		send(c, []byte(word))
		out = append(out, c)
	}
	return out
}

// greeting is what a new connection reads, up to the end of it or of the first
// screen.
func greeting(t *testing.T, address string) string {
	t.Helper()
	c := dial(t, address)
	defer c.Close()
	send(c, []byte("\r\n")) // who types is not waited for
	var all strings.Builder
	buf := make([]byte, 4<<10)
	for !strings.Contains(all.String(), "tells more") {
		n, err := c.Read(buf)
		all.Write(buf[:n])
		if err != nil {
			break
		}
	}
	return all.String()
}

// helloTLS is the beginning of a ClientHello.
const helloTLS = "\x16\x03\x01"

// TestStrangersTakePlaces: who is still on the way in, by TLS or by ssh, takes
// a place of its address as a session does.
func TestStrangersTakePlaces(t *testing.T) {
	w := open(t, "portal.max_sessions_per_ip = 3")
	for name, address := range map[string]string{"TLS": w.TLS(), "ssh": w.SSH()} {
		t.Run(name, func(t *testing.T) {
			var half []net.Conn
			for !strings.Contains(greeting(t, w.Telnet()), "There are 3 connections from your address already") {
				half = append(half, begin(t, address, helloTLS[:1], 1)...)
			}
			for _, c := range half {
				_ = c.Close()
			}
			for !strings.Contains(greeting(t, w.Telnet()), "tells more") { // until the server has noticed
			}
		})
	}
}

// TestRow53 logs in by plain telnet, again and again, with and without 200 TLS
// handshakes that are half open: they add less than 100 ms (row 53 of the users'
// pains). What counts is the median of times taken in turns, so that other work of
// the machine falls on both; a delay that is there is there each time, so that
// what a busy machine adds by chance is measured anew.
func TestRow53(t *testing.T) {
	w := open(t)
	account(t, w, "Ann")
	var added []time.Duration
	for range 3 {
		if added = loginDelays(t, w, 9); added[len(added)/2] <= 100*time.Millisecond {
			t.Logf("200 half-open handshakes add %v to a login", added)
			return
		}
	}
	t.Errorf("200 half-open handshakes delay a login by %v (in order: %v)", added[len(added)/2], added)
}

// loginDelays is how much longer a login takes while 200 handshakes are half
// open, measured n times, the shortest first.
func loginDelays(t *testing.T, w *scene.World, n int) (added []time.Duration) {
	t.Helper()
	login := func() time.Duration {
		t.Helper()
		from := time.Now()
		p, err := scene.Dial(w.Telnet())
		must(t, err)
		defer p.Close()
		must(t, p.Type("connect Ann correct-horse-9"), p.See("You become Ann"))
		return time.Since(from)
	}
	for range n {
		login() // the 200 before are gone by then
		without := login()
		half := begin(t, w.TLS(), helloTLS, 200)
		with := login()
		for _, c := range half {
			_ = c.Close()
		}
		added = append(added, with-without)
	}
	slices.Sort(added)
	return added
}
