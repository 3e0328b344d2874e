// Package tcp is what all protocols over TCP have in common: taking
// connections, over TLS too, and noticing those that are dead.
package tcp

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"runtime/debug"
	"time"
)

// Serve takes connections until ctx ends or the listener is closed, and hands
// each to handle on a goroutine of its own. A passing fault of the listener,
// such as too many open files, is waited out; a panic of handle ends only its
// connection.
func Serve(ctx context.Context, ln net.Listener, log *slog.Logger, handle func(net.Conn)) error {
	stop := context.AfterFunc(ctx, func() { _ = ln.Close() })
	defer stop()
	const shortest, longest = 5 * time.Millisecond, time.Second
	for wait := shortest; ; {
		c, err := ln.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return nil
		case err != nil:
			log.Warn("cannot take a connection", "error", err, "retry_in", wait)
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return nil
			}
			wait = min(2*wait, longest)
			continue
		}
		wait = shortest
		go guarded(c, log, handle)
	}
}

func guarded(c net.Conn, log *slog.Logger, handle func(net.Conn)) {
	defer Recover(log, c)
	Tune(c)
	handle(c)
}

// Recover is deferred by each goroutine of a connection that has no session yet
// or that another serves: where that panics, it ends the connection, and no
// other notices.
func Recover(log *slog.Logger, c net.Conn) {
	if p := recover(); p != nil {
		log.Error("a connection failed", "address", Host(c), "panic", p, "stack", string(debug.Stack()))
		Cut(c)
	}
}

// Host is the address of the client, without port.
func Host(c net.Conn) string {
	host, _, err := net.SplitHostPort(c.RemoteAddr().String())
	if err != nil {
		return c.RemoteAddr().String()
	}
	return host
}

// Tune sets what keeps latency low and finds dead links.
func Tune(c net.Conn) {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
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

// Cut ends a connection at once and never waits: the end of TLS is not written,
// as a client that does not read would not let it through.
func Cut(c net.Conn) {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	_ = c.Close()
}

// handshakeTime is how long a client may take to begin TLS.
const handshakeTime = 10 * time.Second

// Handshake begins TLS on a connection that is to have it, and nothing on any
// other. A client that speaks no TLS, or does not speak at all, is an error.
func Handshake(ctx context.Context, c net.Conn) error {
	t, ok := c.(*tls.Conn)
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, handshakeTime)
	defer cancel()
	return t.HandshakeContext(ctx)
}
