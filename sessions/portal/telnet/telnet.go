// Package telnet is the telnet protocol of the Portal: connections, options,
// lines. The data layer is reiver/go-telnet's; options are negotiated in a
// net.Conn under it (conn.go), as it knows none.
//
// Each connection has two goroutines: one reads and calls the Portal, one
// writes. What both touch is behind the connection's lock.
package telnet

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"time"

	telnet "github.com/reiver/go-telnet"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
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
	// Expect takes a place for a connection of an address while it begins TLS;
	// nil for none.
	Expect func(address string) (leave func(), err error)
	Log    *slog.Logger
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

// Serve takes connections until ctx ends or the listener is closed.
func Serve(ctx context.Context, ln net.Listener, acc portal.Acceptor, opts Options) error {
	opts = opts.withDefaults()
	return tcp.Serve(ctx, ln, opts.Log, func(c net.Conn) {
		if err := opts.handshake(ctx, c); err != nil {
			opts.Log.Debug("no TLS", "address", tcp.Host(c), "error", err)
			_ = c.Close()
			return
		}
		accept(c, acc, opts)
	})
}

// handshake begins TLS where it is spoken. Who does not come to its end takes a
// place of its address all the same.
func (o Options) handshake(ctx context.Context, c net.Conn) error {
	if _, ok := c.(*tls.Conn); !ok || o.Expect == nil {
		return tcp.Handshake(ctx, c)
	}
	leave, err := o.Expect(tcp.Host(c))
	if err != nil {
		return err
	}
	defer leave()
	return tcp.Handshake(ctx, c)
}

// Accept takes a connection that came another way than by a listener. It
// returns at once.
func Accept(c net.Conn, acc portal.Acceptor, opts Options) { accept(c, acc, opts.withDefaults()) }

// accept makes a session of a connection and has go-telnet serve it.
func accept(c net.Conn, acc portal.Acceptor, opts Options) {
	var flags wire.Flags
	if _, ok := c.(*tls.Conn); ok {
		flags = wire.Flags{"TLS": true}
	}
	cl := newClient(c, opts)
	session, err := acc.Connect(cl, tcp.Host(c), opts.Protocol, flags)
	if err != nil {
		_ = c.SetDeadline(time.Now().Add(closeTime))
		_, _ = c.Write([]byte(err.Error() + "\r\n")) // it is being sent away
		_ = c.Close()
		return
	}
	cl.session = session
	cl.neg.start()
	if err := cl.conn.flush(); err != nil {
		session.Gone(cl.queue.Ended("the connection broke at once"))
		_ = c.Close()
		return
	}
	server := &telnet.Server{Handler: cl}
	_ = server.Serve(&oneShot{Conn: cl.conn}) // it ends at once: the handler has a goroutine of its own
}
