package portalhalf

import (
	"bytes"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"
)

// oneConn is a listener with one connection.
type oneConn struct{ c chan net.Conn }

func (l oneConn) Accept() (net.Conn, error) {
	c, ok := <-l.c
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (oneConn) Close() error   { return nil }
func (oneConn) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// bytesConn is a connection of a trusted proxy that sends some bytes.
type bytesConn struct {
	io.Reader
	net.Conn
}

func (c bytesConn) Read(p []byte) (int, error)     { return c.Reader.Read(p) }
func (bytesConn) Close() error                     { return nil }
func (bytesConn) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9} }
func (bytesConn) LocalAddr() net.Addr              { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4000} }
func (bytesConn) SetReadDeadline(time.Time) error  { return nil }
func (bytesConn) SetWriteDeadline(time.Time) error { return nil }
func (bytesConn) SetDeadline(time.Time) error      { return nil }

// FuzzProxyHeader holds that no header breaks the listener, and that what
// comes behind a good one is all there.
func FuzzProxyHeader(f *testing.F) {
	for _, seed := range []string{
		"PROXY TCP4 203.0.113.7 192.0.2.1 51000 4000\r\nlook\r\n", "PROXY TCP6 2001:db8::1 ::1 1 2\r\n", "PROXY UNKNOWN\r\nx",
		"\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c\xcb\x00\x71\x07\xc0\x00\x02\x01\xc7\x38\x0f\xa0look", "\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00hi",
		"\r\n\r\n\x00\r\nQUIT\n\x21\x11\xff\xff", "PROXY TCP4 999.1.1.1 x y z\r\n", "GET / HTTP/1.1\r\n", "", "PROXY ",
	} {
		f.Add([]byte(seed))
	}
	trust := newTrusted([]string{"127.0.0.1"})
	f.Fuzz(func(t *testing.T, data []byte) {
		ln := oneConn{make(chan net.Conn, 1)}
		ln.c <- bytesConn{Reader: bytes.NewReader(data)}
		c, err := behindProxy(ln, trust).Accept()
		if err != nil {
			return
		}
		rest, err := io.ReadAll(c)
		if err != nil && len(rest) > 0 {
			t.Errorf("a bad header, and %q behind it", rest)
		}
		if !bytes.HasSuffix(data, rest) {
			t.Errorf("%q is not the end of %q", rest, data)
		}
		if host, _, err := net.SplitHostPort(c.RemoteAddr().String()); err == nil {
			if _, err := netip.ParseAddr(host); err != nil {
				t.Errorf("the address is %q", host)
			}
		}
	})
}
