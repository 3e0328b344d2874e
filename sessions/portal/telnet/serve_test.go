package telnet

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"mud/sessions/wire"
)

// serve listens on loopback with a fake Portal behind it.
func serve(t *testing.T, p *fakePortal, opts Options) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, ln, p, opts) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve ended with %v", err)
		}
	})
	return ln.Addr().String()
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(30 * time.Second)) // not to hang when the test fails
	return c
}

// expect reads until some bytes have come.
func expect(t *testing.T, r io.Reader, want string) string {
	t.Helper()
	var all bytes.Buffer
	buf := make([]byte, 4096)
	for !bytes.Contains(all.Bytes(), []byte(want)) {
		n, err := r.Read(buf)
		all.Write(buf[:n])
		if err != nil {
			t.Fatalf("%q did not come (%v); what came: %q", want, err, all.Bytes())
		}
	}
	return all.String()
}

func text(s string) wire.Part   { return wire.Part{Kind: wire.Text, Text: s} }
func prompt(s string) wire.Part { return wire.Part{Kind: wire.Prompt, Text: s} }
func mask(on bool) wire.Part    { return wire.Part{Kind: wire.Mask, On: on} }

// The dialogue of a password: hidden three times, with line ends of ours where
// the client shows none.
func TestPasswordDialogue(t *testing.T) {
	steps := map[string][]wire.Part{
		"password": {mask(true), prompt("Old: ")},
		"a":        {prompt("New: ")},
		"b":        {prompt("Again: ")},
		"c":        {mask(false), text("Changed.")},
	}
	p := newPortal()
	p.onLine = func(s *fakeSession, line string) { s.client.Send(steps[line]) }
	c := dial(t, serve(t, p, testOptions(t)))
	for _, x := range []struct{ typed, comes string }{
		{"password", "\xff\xfb\x01Old: \xff\xf9"},
		{"a", "\r\nNew: \xff\xf9"},
		{"b", "\r\nAgain: \xff\xf9"},
		{"c", "\xff\xfc\x01\r\nChanged.\r\n"},
	} {
		if _, err := io.WriteString(c, x.typed+"\r\n"); err != nil {
			t.Fatal(err)
		}
		expect(t, c, x.comes)
	}
}

// Prompts end with EOR where that is agreed, with GA where not, and with
// nothing for clients that asked for it (RFC 885, RFC 858).
func TestPromptMarks(t *testing.T) {
	for _, c := range []struct{ name, says, want string }{
		{"GA", "", "> \xff\xf9"},
		{"EOR", "\xff\xfd\x19", "> \xff\xef"},
		{"neither", "\xff\xfb\x22\xff\xfd\x03", "> "},
		{"SGA without LINEMODE", "\xff\xfd\x03", "> \xff\xf9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPortal()
			p.onLine = func(s *fakeSession, _ string) { s.client.Send([]wire.Part{prompt("> ")}); s.client.Close("bye") }
			_, conn := playWith(t, testOptions(t), p, []byte(c.says+"x\r\n"))
			if got := string(conn.sent()); !strings.HasSuffix(got, c.want+"\r\nbye\r\n") {
				t.Errorf("sent %q", got)
			}
		})
	}
}

// A text that interrupts an open question begins on a line of its own.
func TestTextBehindAPrompt(t *testing.T) {
	p := newPortal()
	p.onLine = func(s *fakeSession, _ string) {
		s.client.Send([]wire.Part{prompt("Name? ")})
		s.client.Send([]wire.Part{text("Bob waves.")})
		s.client.Send([]wire.Part{text("Bob smiles.")})
	}
	_, conn := playWith(t, testOptions(t), p, []byte("x\r\n"))
	if got := string(conn.sent()); !strings.HasSuffix(got, "Name? \xff\xf9\r\nBob waves.\r\nBob smiles.\r\n") {
		t.Errorf("sent %q", got)
	}
}

func TestOneStepIsOneWrite(t *testing.T) {
	p := newPortal()
	p.onLine = func(s *fakeSession, _ string) {
		s.client.Send([]wire.Part{text("one"), text("two"), mask(true), prompt("> ")})
	}
	_, conn := playWith(t, testOptions(t), p, []byte("x\r\n"))
	if conn.writes != 3 { // the offers, the step, the end of hiding
		t.Errorf("%d writes: %q", conn.writes, conn.sent())
	}
}

// A silent connection gets a NOP now and then (row 24 of the users' pains).
func TestKeepAlive(t *testing.T) {
	opts := testOptions(t)
	opts.KeepAlive = time.Millisecond
	c := dial(t, serve(t, newPortal(), opts))
	expect(t, c, "\xff\xf1\xff\xf1")
}

func TestNobodyIsLetIn(t *testing.T) {
	p := newPortal()
	p.refuse = errFull
	c := dial(t, serve(t, p, testOptions(t)))
	all, err := io.ReadAll(c)
	if err != nil || string(all) != errFull.Error()+"\r\n" {
		t.Errorf("it was told %q (%v)", all, err)
	}
}

// TestHTTPRequest holds row 31 of the users' pains: a browser that is led to
// the telnet port runs no command.
func TestHTTPRequest(t *testing.T) {
	p := newPortal()
	c := dial(t, serve(t, p, testOptions(t)))
	_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\nlook\r\n")
	expect(t, c, "This is a telnet port.")
	s := <-p.news
	s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
	if len(s.lines) > 0 {
		t.Errorf("it ran as commands: %q", s.lines)
	}
}

func TestTenThousandLinesInOneWrite(t *testing.T) {
	p := newPortal()
	c := dial(t, serve(t, p, testOptions(t)))
	var all bytes.Buffer
	for i := range 10_000 {
		all.WriteString(strings.Repeat("x", i%50) + "\r\n")
	}
	go func() { _, _ = c.Write(all.Bytes()) }()
	s := <-p.news
	s.wait(t, "10,000 lines", func() bool { return len(s.lines) == 10_000 })
	for i, line := range s.lines {
		if len(line) != i%50 {
			t.Fatalf("line %d is %q: the order is not that of the client", i, line)
		}
	}
}

// A client that reads nothing is closed with a reason, and whoever sends to it
// never waits.
func TestClientThatNeverReads(t *testing.T) {
	p := newPortal()
	c := dial(t, serve(t, p, testOptions(t)))
	_ = c.(*net.TCPConn).SetReadBuffer(1 << 10)
	s := <-p.news
	line := []wire.Part{text(strings.Repeat("x", 1000))}
	for range 100_000 {
		s.client.Send(line)
		if s.reason() != "" {
			break
		}
	}
	s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
	if !strings.Contains(s.reason(), "too slow") {
		t.Errorf("the reason is %q", s.reason())
	}
}

// TestALineWithoutEndCostsNoMemory: less than 1 MiB, however much comes (row 32
// of the users' pains).
func TestALineWithoutEndCostsNoMemory(t *testing.T) {
	for name, begin := range map[string]string{"a line": "", "a subnegotiation": "\xff\xfa\x18\x00"} {
		t.Run(name, func(t *testing.T) {
			p := newPortal()
			c := dial(t, serve(t, p, testOptions(t)))
			s := <-p.news
			before := heap()
			_, _ = io.WriteString(c, begin)
			junk := bytes.Repeat([]byte("x"), 1<<20)
			for range 16 {
				if _, err := c.Write(junk); err != nil {
					t.Fatal(err)
				}
			}
			_, _ = io.WriteString(c, "\xff\xf0\r\nlook\r\n")
			s.wait(t, "the next line", func() bool { return len(s.lines) > 0 && s.lines[len(s.lines)-1] == "look" })
			if grown := heap() - before; grown > 1<<20 {
				t.Errorf("the heap has grown by %d bytes", grown)
			}
		})
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Negotiation without end ends the connection.
func TestFloodOfCommands(t *testing.T) {
	p := newPortal()
	c := dial(t, serve(t, p, testOptions(t)))
	_, _ = c.Write(bytes.Repeat([]byte{iac, cmdWILL, 99}, 5000))
	s := <-p.news
	s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
	if s.reason() != "too many telnet commands" {
		t.Errorf("the reason is %q", s.reason())
	}
}

func TestFiveHundredConnections(t *testing.T) {
	p := newPortal()
	p.onLine = func(s *fakeSession, line string) { s.client.Send([]wire.Part{text("you said " + line)}) }
	address := serve(t, p, testOptions(t))
	var all []net.Conn
	for range 500 {
		all = append(all, dial(t, address))
	}
	for _, c := range all {
		if _, err := io.WriteString(c, "hello\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range all {
		expect(t, c, "you said hello")
	}
}

// A connection leaves nothing behind when it is over.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 100 {
		play(t, testOptions(t), []byte("look\r\n"))
	}
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > before+5 {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines before, %d after 100 connections", before, runtime.NumGoroutine())
		}
		runtime.Gosched()
	}
}

func TestServerSendsNothingAfterTheEnd(t *testing.T) {
	p := newPortal()
	c := dial(t, serve(t, p, testOptions(t)))
	s := <-p.news
	s.client.Close("Goodbye.")
	s.client.Send([]wire.Part{text("too late")})
	all, err := io.ReadAll(bufio.NewReader(c))
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(all), "Goodbye.\r\n") {
		t.Errorf("it was sent %q", all)
	}
}

// TestPromptForAScreenReader: it ends its line, and still is marked as a prompt
// (row 50 of the users' pains).
func TestPromptForAScreenReader(t *testing.T) {
	p := newPortal()
	p.onLine = func(s *fakeSession, _ string) {
		s.client.FlagsChanged(wire.Flags{"SCREENREADER": true})
		s.client.Send([]wire.Part{prompt("Name? ")})
		s.client.Send([]wire.Part{text("Bob waves.")})
	}
	_, conn := playWith(t, testOptions(t), p, []byte("x\r\n"))
	if got := string(conn.sent()); !strings.HasSuffix(got, "Name? \r\n\xff\xf9Bob waves.\r\n") {
		t.Errorf("sent %q", got)
	}
}
