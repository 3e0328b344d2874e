package websocket

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// frame is one frame of a client, with a mask that changes nothing.
func frame(head byte, payload string) string {
	const masked = 0x80
	length := []byte{masked | byte(len(payload))}
	if len(payload) > 125 {
		length = binary.BigEndian.AppendUint16([]byte{masked | 126}, uint16(len(payload)))
	}
	return string(append([]byte{head}, length...)) + "\x00\x00\x00\x00" + payload
}

// The first bytes of frames.
const (
	oneText    = 0x81
	oneBinary  = 0x82
	beginText  = 0x01
	goOn       = 0x00
	lastPart   = 0x80
	closeFrame = 0x88
	pingFrame  = 0x89
	pongFrame  = 0x8a
)

// frames are what clients send, whole and broken.
var frames = []string{
	frame(oneText, `{"t":"hello","v":{"token":"x","seen":7,"try":2}}`) + frame(oneText, `{"t":"ready"}`) + frame(oneText, `{"t":"line","n":1,"v":"look"}`),
	frame(oneText, `{"t":"flags","v":{"SCREENWIDTH":100}}`) + frame(oneText, `{"t":"oob","n":1,"name":"Core.Ping","data":1}`) + frame(oneText, `{"t":"ping"}`),
	frame(oneText, `Core.Hello {"client":"x"}`) + frame(oneBinary, "look\r\nsay hi\r\n") + frame(closeFrame, "\x03\xe8bye"),
	frame(oneText, `{"proto":"gmcp","id":"Core.Ping","data":"1"}`) + frame(pingFrame, "x") + frame(pongFrame, "x"),
	frame(beginText, `{"t":"li`) + frame(pingFrame, "") + frame(goOn, `ne","v":`) + frame(lastPart, `"look"}`),
	frame(oneBinary, "\xff\xfd\x18\xff\xfa\x18\x00X\xff\xf0look\r\n"), frame(oneText, strings.Repeat("x", 300)),
	"\x81\x05hello", "\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\xf1\x80\x00\x00\x00\x00", "\x89\xfe\x01\x00", "\x88\x81\x00\x00\x00\x00\x03", "GET / HTTP/1.1\r\n\r\n",
}

// ended tells when the handler of a connection has returned, and of its panic.
type ended struct {
	handler http.Handler
	how     chan any
}

func (e ended) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() { e.how <- recover() }()
	e.handler.ServeHTTP(w, r)
}

// heard is a Portal that notes the lines of all sessions.
type heard struct{ lines chan string }

func (p heard) Connect(c portal.Client, _, protocol string, flags wire.Flags) (portal.Session, error) {
	c.Send([]wire.Part{{Text: "welcome"}})
	return &noted{fakeSession{client: c, news: make(chan struct{}), flags: flags, protocol: protocol}, p.lines}, nil
}

type noted struct {
	fakeSession
	lines chan string
}

func (s *noted) Line(text string) error {
	s.lines <- text
	return nil
}

// FuzzFrames sends any bytes over a WebSocket, to the page's end of it and to
// those of all subprotocols: the connection ends with the client, nothing
// panics, and no line has characters that nobody types.
func FuzzFrames(f *testing.F) {
	for _, seed := range frames {
		for i := range len(dialects) + 2 {
			f.Add(uint8(i), []byte(seed))
		}
	}
	lines, over := make(chan string, 100_000), make(chan any, 1)
	handler := Handler(heard{lines}, Options{
		MaxLine: 64, Linger: time.Nanosecond, Log: slog.New(slog.DiscardHandler), Terminal: plain, Render: plain,
		Telnet: func(c net.Conn) { go func() { _, _ = io.Copy(io.Discard, c); _ = c.Close() }() },
	})
	ln := make(piped)
	srv := &http.Server{Handler: ended{handler, over}}
	go func() { _ = srv.Serve(ln) }()
	f.Cleanup(func() { close(ln); _ = srv.Close() })
	f.Fuzz(func(t *testing.T, how uint8, data []byte) {
		client, server := net.Pipe()
		ln <- server
		subprotocol := ""
		if names := standards(true); int(how) < len(names) {
			subprotocol = "Sec-WebSocket-Protocol: " + names[how] + "\r\n"
		}
		fmt.Fprintf(client, "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
			"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n%s\r\n", subprotocol)
		answers := bufio.NewReader(client)
		answer, err := http.ReadResponse(answers, nil)
		if err != nil || answer.StatusCode != http.StatusSwitchingProtocols {
			t.Fatalf("no WebSocket: %v, %v", answer, err)
		}
		read := make(chan struct{})
		go func() { defer close(read); _, _ = io.Copy(io.Discard, answers) }()
		_, _ = client.Write(data) // up to where the server has had enough
		_ = client.Close()
		if p := <-over; p != nil {
			t.Errorf("the connection failed: %v", p)
		}
		<-read
		for len(lines) > 0 {
			if line := <-lines; strings.ContainsAny(line, "\r\n\x00\x1b") || len(line) > 64 {
				t.Errorf("the line %q has control characters, or is too long", line)
			}
		}
	})
}
