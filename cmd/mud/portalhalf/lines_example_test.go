package portalhalf_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/render"
	"mud/sessions/wire"
)

// Lines is a protocol of lines in both directions, without any options.
type Lines struct {
	Listener net.Listener
	Log      *slog.Logger
}

// Serve takes connections until ctx ends. It implements portal.Protocol.
func (l Lines) Serve(ctx context.Context, acc portal.Acceptor) error {
	return tcp.Serve(ctx, l.Listener, l.Log, func(conn net.Conn) {
		c := &client{conn: conn, queue: portal.NewQueue()}
		s, err := acc.Connect(c, tcp.Host(conn), "lines", wire.Flags{"ANSI": false})
		if err != nil {
			fmt.Fprintln(conn, err) // it is being sent away
			_ = conn.Close()
			return
		}
		s.Ready() // nothing is negotiated here
		go c.write()
		in := bufio.NewScanner(conn) // of at most 64 KiB a line
		for in.Scan() {
			if s.Line(strings.ToValidUTF8(in.Text(), "?")) != nil {
				break
			}
		}
		s.Gone("connection closed")
		c.Close("")
	})
}

// client is one connection. It implements portal.Client: nothing in it waits.
type client struct {
	conn  net.Conn
	queue *portal.Queue
}

func (c *client) FlagsChanged(wire.Flags) {}
func (c *client) Close(reason string)     { c.queue.Close(reason) }

func (c *client) Send(parts []wire.Part) {
	if !c.queue.Put(parts) {
		_ = c.conn.Close() // it does not read what it is sent
	}
}

// write writes what is queued, until the queue is closed and empty.
func (c *client) write() {
	defer c.conn.Close()
	for {
		parts, last := c.queue.Take()
		for _, p := range parts {
			_, _ = io.WriteString(c.conn, render.Terminal(p, wire.Flags{"NOCOLOR": true})) // the reader notices
		}
		switch {
		case parts != nil:
		case last:
			fmt.Fprintln(c.conn, c.queue.Reason())
			return
		default:
			<-c.queue.Wake()
		}
	}
}
