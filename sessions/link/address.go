package link

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// maxPath is how long the path of a unix socket may be on every system.
const maxPath = 103

// Listener is where Portals find the Server.
type Listener struct {
	net.Listener
	secret string // of a tcp address, "" for none
	log    func(err error)
}

// Listen opens an address for Portals: "unix:" and a path, or "tcp:" and host
// and port, where both halves must know the same secret. What is refused is
// told to log. A socket that an earlier Server left is replaced.
func Listen(address, secret string, log func(err error)) (*Listener, error) {
	network, at, err := split(address)
	if err != nil {
		return nil, err
	}
	var ln net.Listener
	if network == "unix" {
		ln, err = listenUnix(at)
	} else {
		ln, err = listenTLS(at)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the link %s: %w", address, err)
	}
	return &Listener{Listener: ln, secret: secret, log: log}, nil
}

func listenUnix(path string) (net.Listener, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSocket != 0 {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return ln, os.Chmod(path, 0o600)
}

// Serve hands each Portal that comes to handle, on a goroutine of its own,
// until the listener is closed; it returns when all of those have.
func (l *Listener) Serve(handle func(Conn)) {
	var portals sync.WaitGroup
	defer portals.Wait()
	for {
		conn, err := l.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			l.log(fmt.Errorf("taking a portal: %w", err))
			time.Sleep(100 * time.Millisecond) // such as too many open files: it passes
			continue
		}
		portals.Go(func() {
			if err := l.admit(conn); err != nil {
				_ = conn.Close()
				l.log(fmt.Errorf("a portal at %s was not let in: %w", conn.RemoteAddr(), err))
				return
			}
			handle(newSocket(conn))
		})
	}
}

func (l *Listener) admit(conn net.Conn) error {
	if _, ok := conn.(*tls.Conn); !ok {
		return nil // a unix socket, which only our own user can open
	}
	return prove(conn, l.secret, serverSide)
}

// dialTime is how long a Server may take to answer.
const dialTime = 10 * time.Second

// Dial connects to a Server.
func Dial(ctx context.Context, address, secret string) (Conn, error) {
	network, at, err := split(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	var conn net.Conn
	if network == "unix" {
		conn, err = new(net.Dialer).DialContext(ctx, network, at)
	} else if conn, err = dialTLS(ctx, at); err == nil {
		err = prove(conn, secret, portalSide)
	}
	if err != nil {
		if conn != nil {
			_ = conn.Close()
		}
		return nil, fmt.Errorf("connecting to the server at %s: %w", address, err)
	}
	return newSocket(conn), nil
}

// split takes an address apart.
func split(address string) (network, at string, err error) {
	network, at, _ = strings.Cut(address, ":")
	switch {
	case network == "unix" && len(at) > maxPath:
		return "", "", fmt.Errorf("the path of the link, %s, is %d characters long and may be %d: set [server] link to a shorter one", at, len(at), maxPath)
	case network == "unix" && at != "", network == "tcp":
		return network, at, nil
	}
	return "", "", fmt.Errorf("the link %q must be \"unix:\" and a path, or \"tcp:\" and an address", address)
}
