package link

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mud/sessions/wire"
)

// raw is one end of a link whose other end is bare bytes.
func raw(t *testing.T) (Conn, net.Conn) {
	t.Helper()
	a, b := net.Pipe()
	s := newSocket(a)
	t.Cleanup(func() { _, _ = s.Close(), b.Close() })
	return s, b
}

// frames is some messages as they go over a socket, and where each ends.
func frames(t *testing.T, messages ...wire.Message) (all []byte, ends []int) {
	t.Helper()
	for _, m := range messages {
		body, err := wire.Append(nil, m)
		if err != nil {
			t.Fatal(err)
		}
		all = append(binary.BigEndian.AppendUint32(all, uint32(len(body))), body...)
		ends = append(ends, len(all))
	}
	return all, ends
}

// The link cut after every byte: what was whole arrives, and then the reader
// learns whether the cut was between two messages or in one.
func TestCutLink(t *testing.T) {
	all, ends := frames(t, wire.Hello{Version: 1, Build: "x"}, wire.Ready{Sessid: 1}, wire.Input{Sessid: 1, Seq: 1, Text: "look"})
	for cut := range len(all) + 1 {
		c, far := raw(t)
		go func() {
			_, _ = far.Write(all[:cut])
			_ = far.Close()
		}()
		whole, clean := 0, cut == 0
		for _, end := range ends {
			if end <= cut {
				whole++
				clean = end == cut
			}
		}
		for range whole {
			if _, err := c.Recv(t.Context()); err != nil {
				t.Fatalf("cut at %d: a whole message did not arrive: %v", cut, err)
			}
		}
		_, err := c.Recv(t.Context())
		if errors.Is(err, ErrClosed) != clean || err == nil {
			t.Errorf("cut at %d: the error is %v, and the cut was clean: %v", cut, err, clean)
		}
		if err := c.Send(wire.Ready{}); !errors.Is(err, ErrClosed) {
			t.Errorf("cut at %d: sending gives %v", cut, err)
		}
	}
}

// Garbage ends the link with an error that says so, and with nothing worse
// (row 16 of the table of user pain).
func TestGarbageOnTheLink(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		c, far := raw(t)
		junk := make([]byte, 1+r.IntN(500))
		for i := range junk {
			junk[i] = byte(r.Uint32())
		}
		go func() {
			_, _ = far.Write(junk)
			_ = far.Close()
		}()
		var err error
		for err == nil {
			_, err = c.Recv(t.Context())
		}
		if !strings.Contains(err.Error(), "no message of mud") && !strings.Contains(err.Error(), "broke") && len(junk) > 3 {
			t.Errorf("%d bytes of junk gave %v", len(junk), err)
		}
	}
}

func TestLimitsOfASocket(t *testing.T) {
	c, far := raw(t)
	err := c.Send(wire.Input{Text: strings.Repeat("x", maxFrame+1)})
	if err == nil || !strings.Contains(err.Error(), "too big") {
		t.Errorf("a message that is too big gave %v", err)
	}
	go func() { _, _ = far.Write(bytes.Repeat([]byte{0xff}, 4)) }()
	if _, err := c.Recv(t.Context()); err == nil || !strings.Contains(err.Error(), "no message of mud") {
		t.Errorf("a length that is too big gave %v", err)
	}
	c, _ = raw(t) // whose other end never reads
	m := wire.Input{Text: strings.Repeat("x", 8<<20)}
	for n := 0; err == nil || !strings.Contains(err.Error(), "does not read"); n++ {
		if err = c.Send(m); n > 2*maxBacklog/len(m.Text) {
			t.Fatalf("%d MiB were taken for a half that does not read", n*8)
		}
	}
}

// What is sent while a write is under way goes out in one write, and Close
// waits for no one.
func TestAHalfThatDoesNotRead(t *testing.T) {
	c, far := raw(t)
	for range 1000 {
		send(t, c, wire.Ready{Sessid: 1})
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	var writes int
	buf := make([]byte, 64<<10)
	for got := 0; got < 1000*(headSize+2); writes++ {
		n, err := far.Read(buf)
		if err != nil {
			t.Fatalf("after %d bytes: %v", got, err)
		}
		got += n
	}
	if writes > 3 {
		t.Errorf("a thousand messages took %d writes", writes)
	}
}

func TestSecret(t *testing.T) {
	l := listen(t, "tcp:127.0.0.1:0", "a good secret")
	if _, err := Dial(t.Context(), l.address, "another secret"); err == nil {
		t.Error("a wrong secret was taken")
	}
	if err := <-l.refused; !strings.Contains(err.Error(), "link_secret must be the same") {
		t.Errorf("the server says %v", err)
	}
	plain, err := net.Dial("tcp", strings.TrimPrefix(l.address, "tcp:"))
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	if _, err := plain.Write([]byte("GET / HTTP/1.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	<-l.refused
	send(t, dial(t, l, "a good secret"), wire.Ready{Sessid: 1}) // nobody else is harmed
	if m, err := (<-l.taken).Recv(t.Context()); err != nil || m != (wire.Ready{Sessid: 1}) {
		t.Errorf("got %v, %v", m, err)
	}
}

func TestAddresses(t *testing.T) {
	dir := t.TempDir()
	stale, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	stale.(*net.UnixListener).SetUnlinkOnClose(false)
	_ = stale.Close()
	l := listen(t, "unix:"+filepath.Join(dir, "s"), "")
	if info, err := os.Stat(filepath.Join(dir, "s")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket's mode is %v (%v)", info.Mode(), err)
	}
	dial(t, l, "")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	for address, want := range map[string]string{
		"unix:" + filepath.Join(dir, "none"): "connecting to the server", "udp:x": "must be", "unix:": "must be",
		"unix:/" + strings.Repeat("x", 200): "set [server] link to a shorter one",
	} {
		if _, err := Dial(ctx, address, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gave %v", address, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Listen("unix:"+filepath.Join(dir, "file"), "", nil); err == nil {
		t.Error("a file that is no socket was replaced")
	}
}
