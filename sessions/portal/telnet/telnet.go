// Package telnet is the telnet protocol of the Portal: connections, options,
// lines. The data layer is reiver/go-telnet's; options are negotiated in a
// net.Conn under it (conn.go), as it knows none.
//
// Each connection has two goroutines: one reads and calls the Portal, one
// writes. What both touch is behind the connection's lock.
package telnet

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"time"

	telnet "github.com/reiver/go-telnet"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// Options are how telnet is spoken.
type Options struct {
	// Render turns a part into text for a terminal with "\n" line ends.
	Render    func(p wire.Part, flags wire.Flags) string
	MaxLine   int           // bytes of one line; 0 is 8192
	KeepAlive time.Duration // how often an idle connection gets IAC NOP; 0 is 30 s
	Protocol  string        // "telnet" or "telnet/ssl"; "" is "telnet"
	LoginTime time.Duration // how long a stranger may be silent; 0 is two minutes
	Compress  bool          // whether MCCP2 is offered
	// MSSP is what lists of games are told; nil for nothing.
	MSSP func() []Variable
	Log  *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.MaxLine <= 0 {
		o.MaxLine = 8192
	}
	if o.KeepAlive <= 0 {
		o.KeepAlive = 30 * time.Second
	}
	if o.LoginTime <= 0 {
		o.LoginTime = loginTime
	}
	if o.Protocol == "" {
		o.Protocol = "telnet"
	}
	return o
}

// Serve takes connections until ctx ends or the listener is closed. A passing
// fault of the listener, such as too many open files, is waited out.
func Serve(ctx context.Context, ln net.Listener, acc portal.Acceptor, opts Options) error {
	opts = opts.withDefaults()
	stop := context.AfterFunc(ctx, func() { _ = ln.Close() })
	defer stop()
	wait := 5 * time.Millisecond
	for {
		c, err := ln.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return nil
		case err != nil:
			opts.Log.Warn("cannot take a connection", "error", err, "retry_in", wait)
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return nil
			}
			wait = min(2*wait, time.Second)
			continue
		}
		wait = 5 * time.Millisecond
		go accept(c, acc, opts)
	}
}

// accept makes a session of a connection and has go-telnet serve it.
func accept(c net.Conn, acc portal.Acceptor, opts Options) {
	defer func() {
		if p := recover(); p != nil {
			opts.Log.Error("a telnet connection failed", "panic", p)
			_ = c.Close()
		}
	}()
	tune(c)
	host, _, err := net.SplitHostPort(c.RemoteAddr().String())
	if err != nil {
		host = c.RemoteAddr().String()
	}
	cl := newClient(c, opts)
	session, err := acc.Connect(cl, host, opts.Protocol, nil)
	if err != nil {
		_ = c.SetDeadline(time.Now().Add(closeTime))
		_, _ = c.Write([]byte(err.Error() + "\r\n")) // it is being sent away
		_ = c.Close()
		return
	}
	cl.session = session
	cl.neg.start()
	if err := cl.conn.flush(); err != nil {
		session.Gone("the connection broke at once")
		_ = c.Close()
		return
	}
	server := &telnet.Server{Handler: cl}
	_ = server.Serve(&oneShot{Conn: cl.conn}) // it ends at once: the handler has a goroutine of its own
}

// tune sets what keeps latency low and finds dead links.
func tune(c net.Conn) {
	if wrapped, ok := c.(interface{ TCPConn() (*net.TCPConn, bool) }); ok {
		c, _ = wrapped.TCPConn()
	}
	tcp, ok := c.(*net.TCPConn)
	if !ok || tcp == nil {
		return
	}
	_ = tcp.SetNoDelay(true) // both are only advice to the system
	_ = tcp.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second, Interval: 15 * time.Second, Count: 3})
	userTimeout(tcp, 60*time.Second)
}
