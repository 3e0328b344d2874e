package telnet

import (
	"bytes"
	"errors"
	"net"
	"sync"
	"time"
)

// errChunk is what a Read returns once all that has come in is delivered. It
// makes go-telnet's reader, which otherwise waits until its buffer is full,
// hand on what it has.
var errChunk = errors.New("end of what has come in")

// readSize is how much is read at once. It is small, as most connections are
// silent most of the time and each has two such buffers.
const readSize = 256

// writeTime is how long a client may take to accept one piece of output.
const writeTime = 30 * time.Second

// conn is the connection under go-telnet. It takes telnet commands out of what
// comes in, so that go-telnet sees only text and IAC IAC, and gathers what
// goes out, so that one step is one write. Negotiation goes past go-telnet,
// which knows nothing of it.
type conn struct {
	net.Conn
	parser *parser

	in        []byte // text for go-telnet, IAC doubled
	delivered bool   // something was read since the last errChunk
	raw       [readSize]byte

	mu      sync.Mutex // of what goes out: the reader answers offers, the writer writes texts
	out     []byte
	packed  bytes.Buffer // what is compressed already, or was before compression began
	deflate *deflater    // nil while nothing is compressed
}

// Read gives go-telnet the next text bytes.
func (c *conn) Read(p []byte) (int, error) {
	for len(c.in) == 0 {
		if c.delivered {
			c.delivered = false
			return 0, errChunk
		}
		n, err := c.Conn.Read(c.raw[:])
		c.parser.feed(c.raw[:n])
		if ferr := c.flush(); err == nil {
			err = ferr
		}
		if err != nil && len(c.in) == 0 {
			return 0, err
		}
		if n > 0 && len(c.in) == 0 {
			c.delivered = false
		}
	}
	n := copy(p, c.in)
	c.in = c.in[n:]
	c.delivered = true
	return n, nil
}

// data queues a text byte for go-telnet; 255 is doubled, as it undoubles it.
func (c *conn) data(b byte) {
	c.in = append(c.in, b)
	if b == iac {
		c.in = append(c.in, iac)
	}
}

// Write gathers what go-telnet writes; flush sends it.
func (c *conn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.out = append(c.out, p...)
	return len(p), nil
}

// command queues telnet bytes, which go-telnet must not escape.
func (c *conn) command(bytes ...byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.out = append(c.out, bytes...)
}

// flush sends what was gathered, in one write.
func (c *conn) flush() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.out) == 0 && c.packed.Len() == 0 {
		return nil
	}
	if err := c.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	data := c.out
	if c.deflate != nil || c.packed.Len() > 0 {
		if err := c.pack(); err != nil {
			return err
		}
		data = c.packed.Bytes()
	}
	_, err := c.Conn.Write(data)
	c.out = c.out[:0]
	if cap(c.out) > 64<<10 {
		c.out = nil
	}
	c.packed = bytes.Buffer{}
	return err
}

// pack moves what was gathered to what is packed. The lock is held.
func (c *conn) pack() (err error) {
	if c.deflate != nil {
		err = c.deflate.write(&c.packed, c.out)
	} else {
		_, err = c.packed.Write(c.out)
	}
	c.out = c.out[:0]
	return err
}

// compressor is what turns compression on and off, nil where it is not allowed.
func (c *conn) compressor(allowed bool) func(on bool) {
	if !allowed {
		return nil
	}
	return c.compress
}

// compress has all that is sent from here on compressed, or plain again.
func (c *conn) compress(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if on == (c.deflate != nil) {
		return
	}
	err := c.pack()
	if on {
		c.deflate = newDeflater()
	} else {
		err = errors.Join(err, c.deflate.end(&c.packed))
		c.deflate = nil
	}
	if err != nil {
		_ = c.Conn.Close() // memory does not fail: the stream would be broken
	}
}

// oneShot is a listener that gives go-telnet's server one connection: it has
// no other way to be handed one.
type oneShot struct {
	net.Conn
	given bool
}

func (l *oneShot) Accept() (net.Conn, error) {
	if l.given {
		return nil, net.ErrClosed
	}
	l.given = true
	return l.Conn, nil
}

func (l *oneShot) Close() error   { return nil }
func (l *oneShot) Addr() net.Addr { return l.LocalAddr() }
