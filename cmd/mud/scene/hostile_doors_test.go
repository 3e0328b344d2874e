package scene_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"mud/cmd/mud/scene"
)

// hostileDoors is what a client may do to the other doors, and to telnet with
// what it negotiates.
var hostileDoors = map[string]func(t *testing.T, w *scene.World){
	"half a negotiation": func(t *testing.T, w *scene.World) {
		for _, half := range []string{"\xff", "\xff\xfb", "\xff\xfa", "\xff\xfa\x18", "\xff\xfa\x18\x00X\xff"} {
			c := dial(t, w.Telnet())
			send(c, []byte(half))
			readUntil(t, c, "create <name>", 1) // nobody waits for the other half
		}
	},
	"10,000 subnegotiations": func(t *testing.T, w *scene.World) {
		c := dial(t, w.Telnet())
		for n := range 10_000 {
			send(c, []byte{255, 250, 31, 0, byte(20 + n%200), 0, 24, 255, 240})
		}
		isClosed(t, c)
	},
	"10,000 empty subnegotiations": func(t *testing.T, w *scene.World) {
		c := dial(t, w.Telnet())
		send(c, bytes.Repeat([]byte{255, 250, 34, 255, 240}, 10_000))
		isClosed(t, c)
	},
	"every byte on its own": func(t *testing.T, w *scene.World) {
		c := dial(t, w.Telnet())
		all := "\xff\xfb\x1f\xff\xfa\x1f\x00\xff\xff\x00\x32\xff\xf0\xff\xfb\x18\xff\xfa\x18\x00X\xff\xf0\xff\xfd\xc9\xff\xfa\xc9Core.Hello {}\xff\xf0no\xff\xffmore\r\n"
		for i := range len(all) {
			send(c, []byte{all[i]})
		}
		readUntil(t, c, "more' cannot be used before you log in", 1)
	},
	"telnet that is compressed by the client": func(t *testing.T, w *scene.World) {
		c := dial(t, w.Telnet())
		send(c, append([]byte("\xff\xfd\x57\xff\xfa\x57\xff\xf0\x78\xda"), bytes.Repeat([]byte{0xec, 0xc1, 1, 0, 0}, 1000)...)) // MCCP3 was not offered
		send(c, []byte("\r\nquit\r\n"))
		isClosed(t, c)
	},
	"a TLS handshake without end": func(t *testing.T, w *scene.World) { begin(t, w.TLS(), helloTLS, 100) },
	"an ssh handshake without end": func(t *testing.T, w *scene.World) {
		begin(t, w.SSH(), "SSH-2.0-x\r\n", 100)
	},
	"ssh passwords without end": func(t *testing.T, w *scene.World) {
		for n := range 3 {
			tries := 0
			_, err := gossh.Dial("tcp", w.SSH(), &gossh.ClientConfig{
				User: "Ann", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Auth: []gossh.AuthMethod{
					gossh.RetryableAuthMethod(gossh.PasswordCallback(func() (string, error) { tries++; return "wrong", nil }), -1),
				},
			})
			if err == nil || tries > 10 {
				t.Errorf("round %d: %d passwords were asked for: %v", n, tries, err)
			}
		}
	},
	"windows without end over ssh": func(t *testing.T, w *scene.World) {
		account(t, w, "Cid")
		c, err := gossh.Dial("tcp", w.SSH(), &gossh.ClientConfig{
			User: "Cid", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Auth: []gossh.AuthMethod{gossh.Password("correct-horse-9")},
		})
		must(t, err)
		s, err := c.NewSession()
		must(t, err)
		must(t, s.RequestPty("xterm", 24, 80, nil), s.Shell())
		for n := 0; s.WindowChange(24, 20+n%400) == nil; n++ { // it stops us when it is too much
		}
	},
	"one long WebSocket message": func(t *testing.T, w *scene.World) {
		c, _ := webSocket(t, w)
		send(c, frame(1, false, []byte(`{"t":"line","v":"`)))
		for range 1000 {
			send(c, frame(0, false, bytes.Repeat([]byte("x"), 1000)))
		}
		isClosed(t, c)
	},
	"fragments without end": func(t *testing.T, w *scene.World) {
		c, _ := webSocket(t, w)
		send(c, frame(1, false, nil))
		send(c, bytes.Repeat(frame(0, false, nil), 100_000))
	},
	"pings without end": func(t *testing.T, w *scene.World) {
		c, _ := webSocket(t, w)
		_ = c.(*net.TCPConn).SetReadBuffer(4 << 10) // and nothing is read
		_ = c.SetWriteDeadline(time.Now().Add(time.Second))
		send(c, bytes.Repeat(frame(9, true, bytes.Repeat([]byte("x"), 125)), 100_000))
	},
	"a WebSocket that is compressed by the client": func(t *testing.T, w *scene.World) {
		c, head := webSocket(t, w)
		if strings.Contains(strings.ToLower(head), "permessage-deflate") {
			t.Errorf("it is answered with %s", head)
		}
		packed := frame(1, true, bytes.Repeat([]byte{0xec, 0xc1, 1, 0, 0}, 1000))
		packed[0] |= 0x40 // RSV1: compressed
		send(c, packed)
		isClosed(t, c)
	},
	"a close without a reply": func(t *testing.T, w *scene.World) {
		c, _ := webSocket(t, w)
		send(c, frame(1, true, []byte(`{"t":"line","v":"quit"}`)))
		isClosed(t, c) // whatever comes back or not
	},
	"flags without end": func(t *testing.T, w *scene.World) {
		c, _ := webSocket(t, w)
		_ = c.SetWriteDeadline(time.Now().Add(time.Second)) // it stops us when it is too much
		for n := range 100_000 {
			send(c, frame(1, true, fmt.Appendf(nil, `{"t":"flags","v":{"SCREENWIDTH":%d}}`, 20+n%400)))
		}
		isClosed(t, c)
	},
	"headers without end": func(t *testing.T, w *scene.World) {
		c := dial(t, w.Web())
		send(c, []byte("GET / HTTP/1.1\r\nHost: x\r\nX: "))
		_ = c.SetWriteDeadline(time.Now().Add(time.Second))
		send(c, bytes.Repeat([]byte("x"), 10<<20))
		isClosed(t, c)
	},
	"a body without end": func(t *testing.T, w *scene.World) {
		c := dial(t, w.Web())
		_ = c.SetWriteDeadline(time.Now().Add(time.Second))
		send(c, []byte("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"))
		send(c, bytes.Repeat([]byte("x"), 10<<20))
		isClosed(t, c)
	},
}

// isClosed waits for the server to close a connection, whatever it sends before.
func isClosed(t *testing.T, c net.Conn) {
	t.Helper()
	var late net.Error
	if _, err := io.Copy(io.Discard, c); errors.As(err, &late) && late.Timeout() {
		t.Error("it is not closed")
	}
}

// frame is a frame of a WebSocket as a client sends it, with a mask of zeros.
func frame(opcode byte, final bool, payload []byte) []byte {
	if final {
		opcode |= 0x80
	}
	out := []byte{opcode, 0x80 | byte(len(payload))}
	if len(payload) > 125 {
		out[1] = 0x80 | 126
		out = binary.BigEndian.AppendUint16(out, uint16(len(payload)))
	}
	return append(append(out, 0, 0, 0, 0), payload...)
}

// webSocket opens a WebSocket by hand, and says hello. head is the answer.
func webSocket(t *testing.T, w *scene.World) (c net.Conn, head string) {
	t.Helper()
	c = dial(t, w.Web())
	send(c, []byte("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"))
	r := bufio.NewReader(c)
	for !strings.HasSuffix(head, "\r\n\r\n") {
		line, err := r.ReadString('\n')
		must(t, err)
		head += line
	}
	send(c, frame(1, true, []byte(`{"t":"hello"}`)))
	return c, head
}

// TestSmuggledRequests: behind what two servers could read as one request or as
// two nothing is answered; the page is not to be had by what is no request.
func TestSmuggledRequests(t *testing.T) {
	w := start(t)
	const behind = "GET /play HTTP/1.1\r\nHost: x\r\n\r\n"
	for name, request := range map[string]string{
		"two lengths":             "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n" + behind,
		"a length that is none":   "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n" + behind,
		"an unknown coding":       "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n" + behind,
		"two codings":             "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + behind,
		"a chunk that is none":    "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + behind,
		"a space before a colon":  "GET / HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\n" + behind,
		"two hosts":               "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" + behind,
		"a NUL":                   "GET / HTTP/1.1\r\nHost: x\r\nA: \x00\r\n\r\n" + behind,
		"no HTTP at all":          "create Ann correct-horse-9\r\n\r\n" + behind,
		"32 KiB of headers":       "GET / HTTP/1.1\r\nHost: x\r\nCookie: " + strings.Repeat("x", 40<<10) + "\r\n\r\n" + behind,
		"the end of a WebSocket":  "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nContent-Length: 5\r\n\r\n",
		"another site's opening":  "GET /ws HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: close\r\n\r\n",
		"a path out of the pages": "GET /assets/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
	} {
		c := dial(t, w.Web())
		send(c, []byte(request))
		_ = c.(*net.TCPConn).CloseWrite()
		answer, _ := io.ReadAll(c) // it may be reset
		if answers := bytes.Count(answer, []byte("HTTP/1.1 ")); answers > 1 || bytes.Contains(answer, []byte("Switching")) || bytes.Contains(answer, []byte(`id="entry"`)) {
			t.Errorf("%s is answered %d times: %.300q", name, answers, answer)
		}
	}
	gets(t, http.DefaultClient, "http://"+w.Web()+"/play")
}
