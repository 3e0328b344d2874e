package scene

import (
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Player is somebody with a plain telnet client that answers no offers.
type Player struct {
	conn net.Conn

	mu       sync.Mutex
	news     chan struct{} // closed and replaced when something comes
	text     strings.Builder
	commands int // telnet commands so far
	marked   int
	ended    error
}

// Dial connects to a telnet address.
func Dial(address string) (*Player, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return Over(conn), nil
}

// Over is a player on a connection that is there already.
func Over(conn net.Conn) *Player {
	p := &Player{conn: conn, news: make(chan struct{})}
	go p.read()
	return p
}

// Close hangs up.
func (p *Player) Close() { _ = p.conn.Close() }

// Type sends a line.
func (p *Player) Type(line string) error {
	_, err := io.WriteString(p.conn, line+"\r\n")
	return err
}

var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// read takes what comes until the connection ends.
func (p *Player) read() {
	var t telnet
	buf := make([]byte, 64<<10)
	for {
		n, err := p.conn.Read(buf)
		p.mu.Lock()
		p.text.WriteString(strings.ReplaceAll(t.take(buf[:n]), "\r", ""))
		p.commands, p.ended = t.commands, err
		close(p.news)
		p.news = make(chan struct{})
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// telnet takes the commands out of what a server sends (RFC 854).
type telnet struct {
	state    byte // 0 text, else the last command byte seen
	commands int
}

const (
	iac  = 255
	will = 251
	dont = 254
	nop  = 241
	sb   = 250
	se   = 240
)

func (t *telnet) take(data []byte) string {
	var out []byte
	for _, b := range data {
		switch {
		case t.state == 0 && b == iac:
			t.state = iac
		case t.state == 0:
			out = append(out, b)
		case t.state == iac && b == iac:
			out, t.state = append(out, b), 0
		case t.state == iac && b >= will && b <= dont:
			t.state = will
		case t.state == iac && b == sb, t.state == se && b != se:
			t.state = sb
		case t.state == sb && b == iac:
			t.state = se
		case t.state == sb:
		case t.state == iac && b == nop: // it only keeps the connection
			t.state = 0
		default:
			t.state = 0
			t.commands++
		}
	}
	return string(out)
}

// Unread is what came and was not passed over, without colours.
func (p *Player) Unread() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return colours.ReplaceAllString(p.text.String(), "")
}

// See waits until a text has come and passes over it and all before it.
func (p *Player) See(text string) error {
	_, err := p.Until(text)
	return err
}

// Until is See; it returns what came before.
func (p *Player) Until(text string) (before string, err error) {
	deadline := time.After(patience)
	for {
		p.mu.Lock()
		unread := colours.ReplaceAllString(p.text.String(), "")
		if at := strings.Index(unread, text); at >= 0 {
			p.passOver(unread[at+len(text):])
			p.mu.Unlock()
			return unread[:at], nil
		}
		news, ended := p.news, p.ended
		p.mu.Unlock()
		if ended != nil {
			return "", fmt.Errorf("the connection ended (%w); what came: %q", ended, unread)
		}
		select {
		case <-news:
		case <-deadline:
			return "", fmt.Errorf("it did not come; what came: %q", unread)
		}
	}
}

// passOver keeps only rest unread. The lock is held.
func (p *Player) passOver(rest string) {
	p.text.Reset()
	p.text.WriteString(rest)
}

// End waits until the server has closed the connection.
func (p *Player) End() error {
	deadline := time.After(patience)
	for {
		p.mu.Lock()
		news, ended := p.news, p.ended
		p.mu.Unlock()
		if ended != nil {
			return nil
		}
		select {
		case <-news:
		case <-deadline:
			return fmt.Errorf("the connection is still open; what came: %q", p.Unread())
		}
	}
}

// Mark begins to count telnet commands.
func (p *Player) Mark() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.marked = p.commands
}

// Commands is how many telnet commands came since Mark, but for NOP.
func (p *Player) Commands() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.commands - p.marked
}
