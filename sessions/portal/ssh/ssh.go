// Package ssh is the ssh protocol of the Portal: who comes is asked of the
// Server, by password or public key, and arrives logged in. Lines are edited
// here, as a terminal sends each key (terminal.go).
package ssh

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/gliderlabs/ssh"
	gossh "golang.org/x/crypto/ssh"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// Options are how ssh is spoken.
type Options struct {
	// Render turns a part into text for a terminal with "\n" line ends.
	Render  func(p wire.Part, flags wire.Flags) string
	DataDir string // where the host key is kept
	MaxLine int    // bytes of one line; 0 is 8192
	// Expect takes a place for a connection of an address up to its login; nil
	// for none.
	Expect func(address string) (leave func(), err error)
	Log    *slog.Logger
}

const (
	loginTime    = 2 * time.Minute  // up to the login
	answerTime   = 30 * time.Second // of the Server, about one login
	maxStrangers = 200              // connections that have not logged in
	maxName      = 256              // bytes of an account's name; none is as long
	maxSecret    = 4 << 10          // bytes of a password or a key
)

// Serve takes connections until ctx ends or the listener is closed.
func Serve(ctx context.Context, ln net.Listener, p portal.Authenticator, opts Options) error {
	if opts.MaxLine <= 0 {
		opts.MaxLine = 8192
	}
	key, err := hostKey(opts.DataDir)
	if err != nil {
		return err
	}
	s := &server{portal: p, opts: opts, strangers: make(chan struct{}, maxStrangers)}
	s.ssh = &ssh.Server{
		Handler: s.handle, PasswordHandler: s.password, PublicKeyHandler: s.key, Version: "mud",
		// Nothing but a terminal: no forwarding, no files.
		ChannelHandlers: map[string]ssh.ChannelHandler{"session": ssh.DefaultSessionHandler},
		RequestHandlers: map[string]ssh.RequestHandler{},
		ConnCallback: func(ctx ssh.Context, c net.Conn) net.Conn {
			ctx.SetValue(strangerKey, c)
			return c
		},
	}
	s.ssh.AddHostKey(key)
	return tcp.Serve(ctx, ln, opts.Log, s.serve)
}

// server takes the connections of one listener.
type server struct {
	ssh       *ssh.Server
	portal    portal.Authenticator
	opts      Options
	strangers chan struct{} // one for each that has not logged in
}

// The keys of a connection's own values.
type valueKey int

const (
	accountKey  valueKey = iota // the id of the account that has logged in
	strangerKey                 // *stranger
)

// stranger is a connection up to its login.
type stranger struct {
	net.Conn
	known func() // it has logged in, or has gone
}

func (s *server) serve(c net.Conn) {
	select {
	case s.strangers <- struct{}{}:
	default:
		_ = c.Close() // it would wait in vain
		return
	}
	leave := func() {}
	if s.opts.Expect != nil {
		var err error
		if leave, err = s.opts.Expect(tcp.Host(c)); err != nil {
			s.opts.Log.Debug("no ssh", "address", tcp.Host(c), "reason", err)
			<-s.strangers
			_ = c.Close()
			return
		}
	}
	timer := time.AfterFunc(loginTime, func() { _ = c.Close() })
	st := &stranger{c, sync.OnceFunc(func() {
		timer.Stop()
		leave()
		<-s.strangers
	})}
	defer st.known()
	s.ssh.HandleConn(st)
}

// password asks the Server about a password.
func (s *server) password(ctx ssh.Context, password string) bool {
	return s.authenticate(ctx, wire.Authenticate{Password: password})
}

// key asks the Server about a public key.
func (s *server) key(ctx ssh.Context, key ssh.PublicKey) bool {
	return s.authenticate(ctx, wire.Authenticate{Key: strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key)))})
}

func (s *server) authenticate(ctx ssh.Context, q wire.Authenticate) bool {
	q.Name, q.Address = ctx.User(), host(ctx.RemoteAddr())
	if len(q.Name) > maxName || len(q.Password) > maxSecret || len(q.Key) > maxSecret {
		s.opts.Log.Debug("no ssh login", "address", q.Address, "reason", "a name or password that is too long for any")
		return false
	}
	limited, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	account, err := s.portal.Authenticate(limited, q)
	if err != nil {
		s.opts.Log.Debug("no ssh login", "address", q.Address, "account", q.Name, "reason", err)
		return false
	}
	ctx.SetValue(accountKey, account)
	return true
}

func host(a net.Addr) string {
	h, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return h
}

// handle runs the one session of a connection.
func (s *server) handle(sess ssh.Session) {
	ctx := sess.Context().(ssh.Context)
	st, ok := ctx.Value(strangerKey).(*stranger)
	if !ok {
		return // it did not come by serve
	}
	defer tcp.Recover(s.opts.Log, st.Conn)
	st.known()
	account, _ := ctx.Value(accountKey).(int64)
	pty, sizes, isTerminal := sess.Pty()
	c := newClient(sess, st.Conn, s.opts, isTerminal)
	flags := terminalFlags(pty, isTerminal)
	flags["CLIENTNAME"] = portal.Printable(strings.TrimPrefix(ctx.ClientVersion(), "SSH-2.0-"), 40)
	session, err := s.portal.ConnectAs(c, host(sess.RemoteAddr()), "ssh", flags, account)
	if err != nil {
		cutLater(st.Conn)
		if isTerminal {
			go func() {
				for range sizes { // ssh waits until each is taken
				}
			}()
		}
		_, _ = sess.Write([]byte(err.Error() + "\r\n")) // it is being sent away
		return
	}
	c.session = session
	session.Ready()
	if isTerminal {
		go c.follow(sizes)
	}
	c.serve()
}

// terminalFlags are what the client's request for a terminal tells.
func terminalFlags(pty ssh.Pty, isTerminal bool) wire.Flags {
	flags := wire.Flags{"UTF-8": true, "ANSI": isTerminal, "NOPROMPTGOAHEAD": true}
	if !isTerminal {
		return flags
	}
	flags["TERM"] = portal.Printable(pty.Term, 40)
	flags["XTERM256"] = strings.Contains(pty.Term, "256color")
	for name, size := range sizeFlags(pty.Window) {
		flags[name] = size
	}
	return flags
}

// sizeFlags are a window's size, within what others may have too.
func sizeFlags(w ssh.Window) wire.Flags {
	flags := wire.Flags{}
	if w.Width > 0 {
		flags["SCREENWIDTH"] = min(max(w.Width, 20), 500)
	}
	if w.Height > 0 {
		flags["SCREENHEIGHT"] = min(max(w.Height, 5), 300)
	}
	return flags
}
