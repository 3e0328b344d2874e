package telnet

import (
	"crypto/tls"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	proxyproto "github.com/pires/go-proxyproto"
	"golang.org/x/sys/unix"

	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// TestVanishedClient holds that a client that is gone without a word is noticed
// within 90 s though nobody sends it anything (row 23 of the users' pains): a
// NOP goes out every 30 s, and the system gives the connection up when it is
// not confirmed for 60 s; without NOPs its own probes find out. That holds over
// TLS and behind a proxy too.
func TestVanishedClient(t *testing.T) {
	proxied := func(ln net.Listener) net.Listener { return &proxyproto.Listener{Listener: ln} }
	for name, over := range map[string]func(net.Listener) net.Listener{
		"plain": func(ln net.Listener) net.Listener { return ln },
		"TLS":   func(ln net.Listener) net.Listener { return tls.NewListener(ln, &tls.Config{}) },
		"proxy": proxied,
		"TLS behind a proxy": func(ln net.Listener) net.Listener {
			return tls.NewListener(proxied(ln), &tls.Config{})
		},
	} {
		t.Run(name, func(t *testing.T) { vanished(t, over) })
	}
}

// noted is a listener that hands out the connections as the system made them.
type noted struct {
	net.Listener
	made chan *net.TCPConn
}

func (l noted) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err == nil {
		l.made <- c.(*net.TCPConn)
	}
	return c, err
}

func vanished(t *testing.T, over func(net.Listener) net.Listener) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	made, tuned, look := make(chan *net.TCPConn, 1), make(chan struct{}), make(chan struct{})
	defer close(look)
	go func() {
		_ = tcp.Serve(t.Context(), over(noted{ln, made}), slog.New(slog.DiscardHandler), func(c net.Conn) {
			close(tuned)
			<-look
			_ = c.Close()
		})
	}()
	dial(t, ln.Addr().String())
	conn := <-made
	<-tuned
	option := func(level, name int) (n int) {
		raw, err := conn.SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		_ = raw.Control(func(fd uintptr) { n, err = unix.GetsockoptInt(int(fd), level, name) })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	unconfirmed := time.Duration(option(unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT)) * time.Millisecond
	idle, probe := option(unix.IPPROTO_TCP, unix.TCP_KEEPIDLE), option(unix.IPPROTO_TCP, unix.TCP_KEEPINTVL)
	probes := time.Duration(idle+probe*option(unix.IPPROTO_TCP, unix.TCP_KEEPCNT)) * time.Second
	const most = 90 * time.Second
	if unconfirmed == 0 || (Options{}).withDefaults().KeepAlive+unconfirmed > most {
		t.Errorf("what is not confirmed is given up after %v", unconfirmed)
	}
	if option(unix.SOL_SOCKET, unix.SO_KEEPALIVE) == 0 || probes > most {
		t.Errorf("the system's own probes take %v", probes)
	}
}

// TestKeepAliveOff holds that a player can do without NOPs (row 24 of the
// users' pains).
func TestKeepAliveOff(t *testing.T) {
	opts := testOptions(t)
	opts.KeepAlive = time.Millisecond
	p := newPortal()
	p.onLine = func(s *fakeSession, _ string) {
		flags := wire.DefaultFlags()
		flags["NOPKEEPALIVE"] = false
		s.client.FlagsChanged(flags)
		s.client.Send([]wire.Part{text("quiet")})
	}
	c := dial(t, serve(t, p, opts))
	expect(t, c, "\xff\xf1")
	if _, err := c.Write([]byte("x\r\n")); err != nil {
		t.Fatal(err)
	}
	_, late, _ := strings.Cut(expect(t, c, "quiet\r\n"), "quiet\r\n")
	_ = c.SetReadDeadline(time.Now().Add(50 * time.Millisecond)) // 50 NOPs would fit
	more, _ := io.ReadAll(c)                                     // up to the deadline
	if late += string(more); late != "" {
		t.Errorf("there still comes %q", late)
	}
}
