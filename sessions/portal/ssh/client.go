package ssh

import (
	"bufio"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gliderlabs/ssh"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// screen is what a client types on and reads: a terminal, or a pipe.
type screen interface {
	// line waits for the next line.
	line() (string, error)
	// show writes the texts of a step, in one piece, and the prompt behind them.
	show(text, prompt string) error
	// hide has what is typed not shown, or shown again.
	hide(on bool)
	// resize follows the client's window.
	resize(width, height int)
	// end tells that no more lines are wanted.
	end()
}

// client is one ssh session. It is a portal.Client.
type client struct {
	opts    Options
	ssh     ssh.Session
	conn    net.Conn // under it
	screen  screen
	session portal.Session
	queue   *portal.Queue
	flags   atomic.Pointer[wire.Flags]
	ended   chan struct{} // closed when nothing more is read
	done    chan struct{} // closed when nothing more is written
}

func newClient(sess ssh.Session, conn net.Conn, opts Options, isTerminal bool) *client {
	c := &client{opts: opts, ssh: sess, conn: conn, queue: portal.NewQueue(), ended: make(chan struct{}), done: make(chan struct{})}
	flags := wire.DefaultFlags()
	c.flags.Store(&flags)
	if isTerminal {
		c.screen = newTerminal(sess)
	} else {
		c.screen = &pipe{in: bufio.NewReader(sess), out: sess}
	}
	return c
}

// follow tells the Portal each new size of the window.
func (c *client) follow(sizes <-chan ssh.Window) {
	defer portal.Recover(c.opts.Log, c.session, c.broken)
	for w := range sizes {
		c.screen.resize(w.Width, w.Height)
		c.session.SetFlags(sizeFlags(w))
	}
}

// serve reads lines until the session ends; a goroutine writes.
func (c *client) serve() {
	defer portal.Recover(c.opts.Log, c.session, c.broken)
	go c.write()
	reason := c.read()
	c.session.Gone(c.queue.Ended(reason))
	c.Close("")
	<-c.done
}

// read hands in lines until there are no more, and tells why.
func (c *client) read() string {
	defer close(c.ended)
	defer c.screen.end()
	for {
		line, err := c.screen.line()
		if err != nil {
			return "connection closed"
		}
		if len(line) > c.opts.MaxLine {
			c.Send([]wire.Part{{Kind: wire.Text, Text: "That line was too long and was not sent."}})
			continue
		}
		if c.session.Line(strings.Map(typed, strings.ToValidUTF8(line, "\ufffd"))) != nil {
			return "session over"
		}
	}
}

// broken ends a connection at once.
func (c *client) broken() {
	tcp.Cut(c.conn)
	c.queue.Close("")
}

// typed drops what nobody types: control characters.
func typed(r rune) rune {
	if r < ' ' && r != '\t' || r >= 0x7f && r < 0xA0 {
		return -1
	}
	return r
}

// Send queues the output of one step.
func (c *client) Send(parts []wire.Part) {
	if !c.queue.Put(parts) {
		c.opts.Log.Warn("slow client closed", "address", c.ssh.RemoteAddr())
		tcp.Cut(c.conn) // to end the channel would wait for what is written; the reader notices and reports it
	}
}

// FlagsChanged takes the session's flags over.
func (c *client) FlagsChanged(flags wire.Flags) { c.flags.Store(&flags) }

// closeTime is how long the last texts may take, and the client to hang up.
const closeTime = 5 * time.Second

// Close writes what is queued and the reason, and ends the session. A client
// that does not read it, or keeps its end, loses its connection.
func (c *client) Close(reason string) {
	c.queue.Close(reason)
	cutLater(c.conn)
}

// cutLater ends a connection that the client does not end itself: it is counted
// nowhere any more.
func cutLater(conn net.Conn) { time.AfterFunc(closeTime, func() { tcp.Cut(conn) }) }

// write writes what is queued, step by step, until the queue is closed.
func (c *client) write() {
	defer close(c.done)
	defer portal.Recover(c.opts.Log, c.session, c.broken)
	for {
		parts, last := c.queue.Take()
		switch {
		case parts != nil:
			if c.put(parts) != nil {
				_ = c.ssh.Close()
				return
			}
		case last:
			if reason := c.queue.Reason(); reason != "" {
				_ = c.put([]wire.Part{{Kind: wire.Text, Text: reason}}) // the client may be gone
			}
			c.leave()
			return
		default:
			<-c.queue.Wake()
		}
	}
}

// leave ends the session.
func (c *client) leave() {
	_ = c.ssh.Exit(0)
	_ = c.ssh.Close()
	<-c.ended
}

// put shows one step's parts.
func (c *client) put(parts []wire.Part) error {
	flags := *c.flags.Load()
	var text strings.Builder
	prompt := ""
	for _, p := range parts {
		switch p.Kind {
		case wire.Text:
			text.WriteString(c.opts.Render(p, flags))
		case wire.Prompt:
			prompt = c.opts.Render(p, flags)
		case wire.Mask:
			c.screen.hide(p.On)
		}
	}
	return c.screen.show(text.String(), prompt)
}

// pipe is a client without a terminal, as of a script: lines in, lines out.
type pipe struct {
	in  *bufio.Reader
	out io.Writer
}

func (p *pipe) line() (string, error) {
	line, err := p.in.ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line != "" {
		return line, nil
	}
	return line, err
}

func (p *pipe) show(text, prompt string) error {
	if prompt != "" {
		text += prompt + "\n"
	}
	_, err := io.WriteString(p.out, text)
	return err
}

func (p *pipe) hide(bool) {}

func (p *pipe) resize(int, int) {}

func (p *pipe) end() {}
