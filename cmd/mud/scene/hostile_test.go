package scene_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// hostile is what a client may do to the telnet port.
var hostile = map[string]func(t *testing.T, address string){
	"every byte at any moment": func(t *testing.T, address string) {
		r := rand.New(rand.NewPCG(1, 2))
		for range 20 {
			c := dial(t, address)
			junk := make([]byte, 64<<10)
			for i := range junk {
				junk[i] = byte(r.Uint32())
			}
			send(c, junk)
		}
	},
	"a line of 10 MB without end": func(t *testing.T, address string) {
		send(dial(t, address), bytes.Repeat([]byte("x"), 10<<20))
	},
	"a subnegotiation of 10 MB without end": func(t *testing.T, address string) {
		send(dial(t, address), append([]byte{255, 250, 24, 0}, bytes.Repeat([]byte("x"), 10<<20)...))
	},
	"10,000 lines in one write": func(t *testing.T, address string) {
		c := dial(t, address)
		go func() { send(c, bytes.Repeat([]byte("look\r\n"), 10_000)) }()
		readUntil(t, c, "create <name>", 50)
	},
	"an HTTP request": func(t *testing.T, address string) {
		c := dial(t, address)
		send(c, []byte("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: x\r\n\r\n"))
		_, err := io.ReadAll(c) // it is closed, or was never let in
		if err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("reading the answer to an HTTP request: %v", err)
		}
	},
	"a client that never reads": func(t *testing.T, address string) {
		c := dial(t, address)
		_ = c.(*net.TCPConn).SetReadBuffer(4 << 10)
		_ = c.SetWriteDeadline(time.Now().Add(3 * time.Second)) // it stops us when it reads no more itself
		send(c, bytes.Repeat([]byte("help\r\n"), 200_000))
	},
	"500 connections at once": func(t *testing.T, address string) {
		var all []net.Conn
		for range 500 {
			all = append(all, dial(t, address))
		}
		for i, c := range all {
			readUntil(t, c, "create <name>", 1)
			if i%2 == 0 {
				_ = c.Close()
			}
		}
	},
	"connections that are reset": func(t *testing.T, address string) {
		for range 200 {
			c := dial(t, address)
			_ = c.(*net.TCPConn).SetLinger(0)
			send(c, []byte("create Foo"))
			_ = c.Close()
		}
	},
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetReadDeadline(time.Now().Add(time.Minute)) // not to hang when the test fails
	return c
}

// send writes as much as the server takes; that it takes no more is its right.
func send(c net.Conn, data []byte) { _, _ = c.Write(data) }

// readUntil reads until a text has come a number of times.
func readUntil(t *testing.T, c net.Conn, text string, times int) {
	t.Helper()
	var all bytes.Buffer
	buf := make([]byte, 16<<10)
	for bytes.Count(all.Bytes(), []byte(text)) < times {
		n, err := c.Read(buf)
		all.Write(buf[:n])
		if err != nil {
			t.Errorf("%q did not come %d times: %v", text, times, err)
			return
		}
	}
}

// TestHostileClients holds that whatever one connection does, two players who
// talk notice nothing of it, and memory stays bounded (rows 32 and 33 of the
// users' pains).
func TestHostileClients(t *testing.T) {
	w := open(t, "portal.command_rate = 80.0", "sessions.login_attempts = 0", `server.call_time = "10s"`) // a busy machine is no script's fault
	ann, bob := enter(t, w, "Ann"), enter(t, w, "Bob")
	said := 0
	talk := func() {
		t.Helper()
		said++
		must(t, ann.Type(fmt.Sprintf("say %d", said)), bob.See(fmt.Sprintf(`Ann says, "%d"`, said)))
		must(t, bob.Type(fmt.Sprintf("say back %d", said)), ann.See(fmt.Sprintf(`Bob says, "back %d"`, said)))
	}
	talk()
	before := heap()
	beside := func(attack func()) {
		t.Helper()
		done := make(chan struct{})
		go func() {
			defer close(done)
			attack()
		}()
		for running := true; running; {
			select {
			case <-done:
				running = false
			default:
			}
			talk()
		}
	}
	for name, attack := range hostile {
		t.Run(name, func(t *testing.T) { beside(func() { attack(t, w.Telnet()) }) })
	}
	for name, attack := range hostileDoors {
		t.Run(name, func(t *testing.T) { beside(func() { attack(t, w) }) })
	}
	if grown := heap() - before; grown > 64<<20 {
		t.Errorf("the heap has grown by %d MB", grown>>20)
	}
	if strings.Contains(w.Log(), "panic") {
		t.Errorf("the log tells of a panic:\n%s", w.Log())
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// enter has somebody make an account and stand in the world.
func enter(t *testing.T, w *scene.World, name string) *scene.Player {
	t.Helper()
	p, err := scene.Dial(w.Telnet())
	must(t, err)
	t.Cleanup(p.Close)
	must(t, p.See("leaves."), p.Type("create "+name+" correct-horse-9"), p.See("Exits:"))
	return p
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}
