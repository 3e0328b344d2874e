package telnet

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"mud/sessions/wire"
)

// inflated is what a client reads behind the marker of MCCP2.
func inflated(t interface{ Fatalf(string, ...any) }, sent []byte) []byte {
	marker := []byte{iac, cmdSB, optMCCP2, iac, cmdSE}
	at := bytes.Index(sent, marker)
	if at < 0 {
		t.Fatalf("nothing was compressed: %q", sent)
	}
	r, err := zlib.NewReader(bytes.NewReader(sent[at+len(marker):]))
	if err != nil {
		t.Fatalf("behind the marker is no zlib stream: %v", err)
	}
	data, err := io.ReadAll(r)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) { // the stream is cut with the connection
		t.Fatalf("the stream breaks behind %d bytes: %v", len(data), err)
	}
	return data
}

// TestCompression: everything behind the marker is compressed, whatever comes
// in between, and can be read after each write (row 45 of the users' pains).
func TestCompression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newConn()
		conn := &conn{Conn: c}
		var plain []byte
		conn.command(iac, cmdWILL, optMCCP2)
		conn.command(iac, cmdSB, optMCCP2, iac, cmdSE)
		conn.compress(true)
		t.Repeat(map[string]func(*rapid.T){
			"text": func(t *rapid.T) {
				text := []byte(rapid.StringN(0, 20_000, -1).Draw(t, "text"))
				_, _ = conn.Write(text)
				plain = append(plain, text...)
			},
			"command": func(*rapid.T) {
				conn.command(iac, cmdNOP)
				plain = append(plain, iac, cmdNOP)
			},
			"flush": func(t *rapid.T) {
				if err := conn.flush(); err != nil {
					t.Fatal(err)
				}
				if got := inflated(t, c.sent()); !bytes.Equal(got, plain) {
					t.Fatalf("%d bytes were written, and %d can be read", len(plain), len(got))
				}
			},
		})
		conn.compress(false)
		conn.command('p', 'l', 'a', 'i', 'n')
		if err := conn.flush(); err != nil {
			t.Fatal(err)
		}
		r := bytes.NewReader(c.sent()[8:])
		z, err := zlib.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z) // checks the sum at the end of the stream
		rest, _ := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, plain) || string(rest) != "plain" {
			t.Fatalf("%d of %d bytes, and %q behind the stream: %v", len(got), len(plain), rest, err)
		}
	})
}

// TestCompressionBegins: behind the questions about the terminal, and ends when
// the client wants it so.
func TestCompressionBegins(t *testing.T) {
	n := newTalk()
	n.start()
	n.receive(cmdDO, optMCCP2)
	n.receive(cmdWILL, optTTYPE)
	n.sent()
	if n.compressed {
		t.Error("it is compressed before the terminal is known")
	}
	n.subnegotiation(optTTYPE, []byte("\x00A"))
	n.subnegotiation(optTTYPE, []byte("\x00A"))
	if !n.compressed || !bytes.HasSuffix(n.sent(), sub(optMCCP2, "")) {
		t.Error("it is not compressed when the terminal is known")
	}
	n.receive(cmdDONT, optMCCP2)
	if n.compressed {
		t.Error("it goes on when the client has refused")
	}
}

// TestCompressedClient: a whole connection, with the goodbye.
func TestCompressedClient(t *testing.T) {
	opts := testOptions(t)
	opts.Compress = true
	p := newPortal()
	p.onLine = func(s *fakeSession, _ string) { s.client.Send([]wire.Part{text("hello")}); s.client.Close("bye") }
	_, c := playWith(t, opts, p, []byte("\xff\xfd\x56\xff\xfc\x18look\r\n"))
	if got := inflated(t, c.sent()); !bytes.Contains(got, []byte("hello\r\nbye\r\n")) {
		t.Errorf("a client reads %q", got)
	}
}

// TestCompressedMemory: what a thousand compressed connections keep.
func TestCompressedMemory(t *testing.T) {
	before := heap()
	var conns []*deflater
	var all sync.WaitGroup
	for range 1000 {
		d := newDeflater()
		conns = append(conns, d)
		all.Go(func() {
			for i := range 2 {
				var out bytes.Buffer
				line := bytes.Repeat(fmt.Appendf(nil, "%d You see nothing special. ", i), 200)
				if err := d.write(&out, line); err != nil || out.Len() > len(line)/2 {
					t.Errorf("%d bytes became %d: %v", len(line), out.Len(), err)
				}
			}
		})
	}
	all.Wait()
	used := heap() - before
	runtime.KeepAlive(conns)
	if used > 100<<20 {
		t.Errorf("a thousand compressed connections keep %d MiB", used>>20)
	}
	t.Logf("a thousand compressed connections keep %.1f MiB", float64(used)/(1<<20))
}
