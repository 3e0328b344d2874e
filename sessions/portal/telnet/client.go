package telnet

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	telnet "github.com/reiver/go-telnet"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// client is one telnet connection. It is a portal.Client.
type client struct {
	opts    Options
	conn    *conn
	negMu   sync.Mutex // of neg: the reader answers offers, the writer hides passwords
	neg     *negotiation
	lines   *liner
	queue   *portal.Queue
	session portal.Session
	flags   atomic.Pointer[wire.Flags]
	changes wire.Flags // told by the client while one piece of input is read
	told    []message  // out-of-band data, likewise
	first   bool       // no line has come yet
	allowed *allowance
	since   time.Time   // of the last line, or of the connection
	bad     string      // why the connection is to be closed
	hidden  atomic.Bool // the client was asked to hide what is typed
	open    atomic.Bool // the last thing on the screen is a prompt that was not answered in sight
	done    chan struct{}
}

// noFlags are those of all clients that have said nothing yet. They are never
// changed: FlagsChanged brings others.
var noFlags = wire.DefaultFlags()

func newClient(c net.Conn, opts Options) *client {
	cl := &client{opts: opts, queue: portal.NewQueue(), changes: wire.Flags{}, first: true, allowed: newAllowance(), since: time.Now(), done: make(chan struct{})}
	cl.flags.Store(&noFlags)
	cl.conn = &conn{Conn: c}
	cl.conn.parser = &parser{h: cl}
	cl.neg = newNegotiation(services{
		send: cl.conn.command, set: func(name string, v any) { cl.changes[name] = v }, ready: func() { cl.session.Ready() },
		oob: cl.oob, compress: cl.conn.compressor(opts.Compress), mssp: opts.MSSP,
	})
	cl.lines = &liner{emit: cl.line, tooLong: cl.lineTooLong}
	return cl
}

// serve runs the connection until it ends: it reads, and a goroutine writes.
func (cl *client) serve(w io.Writer, r io.Reader) {
	defer portal.Recover(cl.opts.Log, cl.session, cl.broken)
	go cl.write(w)
	buf := make([]byte, readSize)
	reason := "connection closed"
	for cl.bad == "" {
		cl.bound()
		n, err := r.Read(buf)
		for _, b := range buf[:n] {
			cl.lines.add(b)
		}
		cl.report()
		if err != nil && err != errChunk && !cl.late(err) {
			break
		}
	}
	if cl.bad != "" {
		reason = cl.bad
	}
	cl.session.Gone(cl.queue.Ended(reason))
	cl.queue.Close("")
	<-cl.done
}

// bound sets what the client may do next: a stranger less than a player.
func (cl *client) bound() {
	cl.lines.max, cl.conn.parser.max = cl.opts.MaxLine, knownSub
	deadline := time.Time{}
	if !cl.session.LoggedIn() {
		cl.lines.max, cl.conn.parser.max = min(strangerLine, cl.opts.MaxLine), strangerSub
		deadline = cl.since.Add(cl.opts.LoginTime)
	}
	_ = cl.conn.SetReadDeadline(deadline) // a broken connection is found by the read
}

// late reports whether the connection goes on after an error of a read: the
// time for a login is over, and the player may have logged in meanwhile.
func (cl *client) late(err error) bool {
	if !errors.Is(err, os.ErrDeadlineExceeded) || cl.bad != "" {
		return false
	}
	if cl.session.LoggedIn() {
		return true
	}
	cl.bad = "no login"
	cl.queue.Close("You have not logged in, and the connection is closed. Come back any time.")
	return false
}

// broken ends a connection at once.
func (cl *client) broken() {
	_ = cl.conn.Conn.Close()
	cl.queue.Close("")
}

// data, negotiate and sub are what the parser finds.
func (cl *client) data(b byte) { cl.conn.data(b) }

func (cl *client) negotiate(verb, option byte) {
	cl.negMu.Lock()
	cl.neg.receive(verb, option)
	cl.negMu.Unlock()
	cl.counted(cl.allowed.command(cl.session.LoggedIn()))
}

func (cl *client) sub(option byte, payload []byte) {
	cl.negMu.Lock()
	cl.neg.subnegotiation(option, payload)
	cl.negMu.Unlock()
	cl.counted(cl.allowed.sub(false))
}

func (cl *client) oversized() { cl.counted(cl.allowed.sub(true)) }

func (cl *client) counted(allowed bool) {
	if !allowed {
		cl.bad = "too many telnet commands"
		_ = cl.conn.SetReadDeadline(time.Now()) // ends the read that is under way
	}
	cl.report()
}

// report tells the Portal what the client has told.
func (cl *client) report() {
	if len(cl.changes) > 0 {
		changes := maps.Clone(cl.changes)
		clear(cl.changes)
		cl.session.SetFlags(changes)
	}
	for _, m := range cl.told {
		if cl.session.OOB(m.name, m.data) != nil {
			cl.bad = "session over"
		}
	}
	cl.told = cl.told[:0]
}

// message is out-of-band data of the client.
type message struct {
	name string
	data json.RawMessage
}

func (cl *client) oob(name string, data json.RawMessage) {
	cl.told = append(cl.told, message{name, data})
}

// httpRequest is the first line of a browser that was led to the wrong port.
var httpRequest = regexp.MustCompile(`^(GET|POST|HEAD|PUT|DELETE|OPTIONS|CONNECT|PATCH|TRACE) \S+ HTTP/`)

// line is a whole line of the client.
func (cl *client) line(line []byte) {
	if cl.bad != "" {
		return
	}
	text := decode(line, cl.flags.Load().String("ENCODING"))
	if cl.first && httpRequest.MatchString(text) {
		cl.bad = "an HTTP request"
		cl.queue.Close("This is a telnet port. Use a telnet or MUD client, or the game's web page.")
		return
	}
	cl.first = false
	if !cl.hidden.Load() {
		cl.open.Store(false) // the client has shown the line and its end
	}
	cl.since = time.Now()
	if cl.session.Line(strings.Map(typed, text)) != nil {
		cl.bad = "session over"
	}
}

// typed drops what nobody types: control characters of Unicode's second block.
func typed(r rune) rune {
	if r >= 0x80 && r < 0xA0 {
		return -1
	}
	return r
}

func (cl *client) lineTooLong() {
	cl.queue.Put([]wire.Part{{Kind: wire.Text, Text: "That line was too long and was not sent."}})
}

// Send queues the output of one step.
func (cl *client) Send(parts []wire.Part) {
	if !cl.queue.Put(parts) {
		cl.opts.Log.Warn("slow client closed", "address", tcp.Host(cl.conn.Conn))
		tcp.Cut(cl.conn.Conn) // nothing more can be written to it; reader and writer notice
	}
}

// FlagsChanged takes the session's flags over.
func (cl *client) FlagsChanged(flags wire.Flags) {
	was := cl.flags.Swap(&flags)
	cl.negMu.Lock()
	cl.neg.choose(*was, flags)
	cl.negMu.Unlock()
	cl.queue.Nudge()
}

// Close writes what is queued and the reason, and ends the connection.
func (cl *client) Close(reason string) { cl.queue.Close(reason) }

// closeTime is how long the last texts may take.
const closeTime = 5 * time.Second

// write writes what is queued, step by step, until the queue is closed.
func (cl *client) write(w io.Writer) {
	defer close(cl.done)
	defer portal.Recover(cl.opts.Log, cl.session, cl.broken)
	alive := time.NewTicker(cl.opts.KeepAlive)
	defer alive.Stop()
	for {
		parts, last := cl.queue.Take()
		switch {
		case parts != nil:
			cl.render(w, parts)
		case last:
			cl.goodbye(w)
			return
		default:
			select {
			case <-cl.queue.Wake():
			case <-alive.C:
				if !cl.flags.Load().Bool("NOPKEEPALIVE") {
					continue
				}
				cl.conn.command(iac, cmdNOP)
			}
		}
		if cl.conn.flush() != nil {
			cl.session.Gone(cl.queue.Ended("the connection broke while writing"))
			_ = cl.conn.Conn.Close()
			return
		}
	}
}

func (cl *client) goodbye(w io.Writer) {
	_ = cl.conn.SetWriteDeadline(time.Now().Add(closeTime))
	if cl.queue.Reason() != "" {
		cl.render(w, portal.Goodbye(cl.queue.Reason()))
	}
	if cl.hidden.Load() {
		cl.mask(false)
	}
	_ = cl.conn.flush() // the client may be gone already
	cl.session.Gone(cl.queue.Ended("closed by the server"))
	_ = cl.conn.Conn.Close()
}

// render writes one step's parts into the connection's buffer.
func (cl *client) render(w io.Writer, parts []wire.Part) {
	flags := cl.agreed()
	for _, p := range parts {
		switch p.Kind {
		case wire.Mask:
			cl.mask(p.On)
		case wire.OOB:
			cl.negMu.Lock()
			cl.neg.sendOOB(p.Name, p.Data)
			cl.negMu.Unlock()
		case wire.Text, wire.Prompt:
			text := cl.opts.Render(p, flags)
			if p.Kind == wire.Prompt && flags.Bool("SCREENREADER") {
				text += "\n" // a screen reader reads whole lines
			}
			if cl.open.Swap(p.Kind == wire.Prompt && !strings.HasSuffix(text, "\n")) {
				cl.conn.command('\r', '\n')
			}
			_, _ = w.Write(lineEnds(encode(text, flags.String("ENCODING")))) // into memory: cannot fail
			if p.Kind == wire.Prompt && !flags.Bool("NOPROMPTGOAHEAD") {
				cl.endPrompt()
			}
		}
	}
}

// agreed are the session's flags, without what the client has not agreed to.
func (cl *client) agreed() wire.Flags {
	flags := *cl.flags.Load()
	cl.negMu.Lock()
	defer cl.negMu.Unlock()
	if flags.Bool(mxpFlag) && cl.neg.us.state[optMXP] != yes {
		flags = flags.Clone()
		flags[mxpFlag] = false
	}
	return flags
}

// endPrompt marks the end of a line that waits for input, as clients that saw
// such a mark once may wait for it (RFC 885, RFC 858).
func (cl *client) endPrompt() {
	cl.negMu.Lock()
	defer cl.negMu.Unlock()
	switch {
	case cl.neg.us.state[optEOR] == yes:
		cl.conn.command(iac, cmdEOR)
	case cl.neg.us.state[optSGA] != yes:
		cl.conn.command(iac, cmdGA)
	}
}

// mask asks the client to hide what is typed, or to show it again; the line
// end that it did not show is ours then (RFC 857).
func (cl *client) mask(on bool) {
	if cl.hidden.Load() == on {
		return
	}
	cl.hidden.Store(on)
	cl.negMu.Lock()
	cl.neg.will(optEcho, on)
	cl.negMu.Unlock()
	if !on {
		cl.conn.command('\r', '\n')
		cl.open.Store(false)
	}
}

// lineEnds turns LF into CR LF and drops CRs of the text's own.
func lineEnds(text []byte) []byte {
	out := make([]byte, 0, len(text)+16)
	for _, b := range text {
		switch b {
		case '\n':
			out = append(out, '\r', '\n')
		case '\r':
		default:
			out = append(out, b)
		}
	}
	return out
}

// ServeTELNET is called by go-telnet on a goroutine of the connection's own,
// with the reader and writer of the data layer.
func (cl *client) ServeTELNET(_ telnet.Context, w telnet.Writer, r telnet.Reader) { cl.serve(w, r) }
