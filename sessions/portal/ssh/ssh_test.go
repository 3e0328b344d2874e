package ssh

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// fakePortal knows one account, "Ann", by a password and a key. Each line is
// answered; some lines have special answers.
type fakePortal struct {
	key  string
	log  *slog.Logger // nil for the test's own
	full error        // why nobody comes in, nil for everybody may

	mu       sync.Mutex
	sessions []*fakeSession
	came     chan *fakeSession
}

func (p *fakePortal) Authenticate(_ context.Context, q wire.Authenticate) (int64, error) {
	if len(q.Name) > maxName || len(q.Password) > maxSecret {
		return 7, nil // nobody should have asked
	}
	if q.Name == "Ann" && q.Address == "127.0.0.1" && (q.Password == "right" || q.Key != "" && q.Key == p.key) {
		return 7, nil
	}
	return 0, errors.New("no")
}

func (p *fakePortal) ConnectAs(c portal.Client, address, protocol string, flags wire.Flags, account int64) (portal.Session, error) {
	if account != 7 || protocol != "ssh" {
		return nil, errors.New("this is not Ann")
	}
	if p.full != nil {
		return nil, p.full
	}
	s := &fakeSession{client: c, flags: wire.DefaultFlags(), gone: make(chan string, 10)}
	maps.Copy(s.flags, flags)
	p.came <- s
	return s, nil
}

type fakeSession struct {
	client portal.Client
	mu     sync.Mutex
	flags  wire.Flags
	lines  []string
	gone   chan string
}

func (s *fakeSession) ID() int64                         { return 1 }
func (s *fakeSession) OOB(string, json.RawMessage) error { return nil }
func (s *fakeSession) LoggedIn() bool                    { return true }
func (s *fakeSession) Ready()                            { s.client.Send([]wire.Part{{Text: "Welcome"}}) }
func (s *fakeSession) Gone(reason string)                { s.gone <- reason }
func (s *fakeSession) Flags() wire.Flags                 { s.mu.Lock(); defer s.mu.Unlock(); return s.flags.Clone() }
func (s *fakeSession) SetFlags(changes wire.Flags) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if changes["SCREENWIDTH"] == 66 {
		panic("size")
	}
	maps.Copy(s.flags, changes)
}

func (s *fakeSession) Line(text string) error {
	s.mu.Lock()
	s.lines = append(s.lines, text)
	s.mu.Unlock()
	switch text {
	case "password":
		s.client.Send([]wire.Part{{Kind: wire.Mask, On: true}, {Kind: wire.Prompt, Text: "Old: "}})
	case "hush":
		s.client.Send([]wire.Part{{Kind: wire.Mask, On: false}, {Text: "Changed."}})
	case "quit":
		s.client.Close("Goodbye.")
	case "break in":
		panic("in")
	case "break out":
		s.client.Send([]wire.Part{{Text: "break out"}})
	default:
		s.client.Send([]wire.Part{{Text: "You said " + text}})
	}
	return nil
}

func serve(t *testing.T, p *fakePortal) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.came = make(chan *fakeSession, 10)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	if p.log != nil {
		log = p.log
	}
	go func() {
		done <- Serve(ctx, ln, p, Options{
			Render: func(p wire.Part, _ wire.Flags) string {
				if p.Text == "break out" {
					panic("out")
				}
				if p.Kind == wire.Prompt {
					return p.Text
				}
				return p.Text + "\n"
			},
			DataDir: t.TempDir(), Log: log,
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve ended with %v", err)
		}
	})
	return ln.Addr().String()
}

func dial(address, name string, auth ...gossh.AuthMethod) (*gossh.Client, error) {
	return gossh.Dial("tcp", address, &gossh.ClientConfig{
		User: name, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: 20 * time.Second,
	})
}

// screenOf is a client's terminal: what is typed and what is shown.
type screenOf struct {
	*gossh.Session
	keys io.Writer
	out  *buffer
}

type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func (s screenOf) see(t *testing.T, text string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(s.out.String(), text); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%q does not come; what came: %q", text, s.out.String())
		}
	}
}

func (s screenOf) types(t *testing.T, keys string) {
	t.Helper()
	if _, err := io.WriteString(s.keys, keys); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, c *gossh.Client, terminal bool) screenOf {
	t.Helper()
	sess, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := sess.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out := &buffer{}
	sess.Stdout = out
	if terminal {
		if err := sess.RequestPty("xterm-256color", 30, 100, gossh.TerminalModes{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := sess.Shell(); err != nil {
		t.Fatal(err)
	}
	return screenOf{sess, keys, out}
}

func login(t *testing.T, p *fakePortal) (*gossh.Client, string) {
	t.Helper()
	address := serve(t, p)
	c, err := dial(address, "Ann", gossh.Password("right"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c, address
}

// TestWhoIsLetIn: passwords and keys of the account, and nothing else.
func TestWhoIsLetIn(t *testing.T) {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	_, private, _ = ed25519.GenerateKey(nil)
	other, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	p := &fakePortal{key: strings.TrimSpace(string(gossh.MarshalAuthorizedKey(mine.PublicKey())))}
	address := serve(t, p)
	for _, c := range []struct {
		what, name string
		auth       []gossh.AuthMethod
		in         bool
	}{
		{"the password", "Ann", []gossh.AuthMethod{gossh.Password("right")}, true},
		{"a wrong one", "Ann", []gossh.AuthMethod{gossh.Password("wrong")}, false},
		{"another name", "Bob", []gossh.AuthMethod{gossh.Password("right")}, false},
		{"the key", "Ann", []gossh.AuthMethod{gossh.PublicKeys(mine)}, true},
		{"another key", "Ann", []gossh.AuthMethod{gossh.PublicKeys(other)}, false},
		{"another key, then the password", "Ann", []gossh.AuthMethod{gossh.PublicKeys(other), gossh.Password("right")}, true},
		{"nothing", "Ann", nil, false},
		{"a name without end", strings.Repeat("A", maxName+1), []gossh.AuthMethod{gossh.Password("right")}, false},
		{"a password without end", "Ann", []gossh.AuthMethod{gossh.Password(strings.Repeat("x", maxSecret+1))}, false},
	} {
		conn, err := dial(address, c.name, c.auth...)
		if (err == nil) != c.in {
			t.Errorf("%s: %v", c.what, err)
		}
		if err == nil {
			_ = conn.Close()
		}
	}
}

// TestTerminal: lines are edited and shown, passwords are not, the window's
// size is followed.
func TestTerminal(t *testing.T) {
	p := &fakePortal{}
	c, _ := login(t, p)
	s := open(t, c, true)
	s.see(t, "Welcome\r\n")
	session := <-p.came
	if f := session.Flags(); f["SCREENWIDTH"] != 100 || f["SCREENHEIGHT"] != 30 || f["XTERM256"] != true || f["CLIENTNAME"] != "Go" {
		t.Errorf("the flags are %v", f)
	}
	s.types(t, "lokk\x7f\x7fok\r")
	s.see(t, "You said look\r\n")
	if !strings.Contains(s.out.String(), "lokk") {
		t.Errorf("what is typed is not shown: %q", s.out.String())
	}
	s.types(t, "caf\xc3\xa9\r")
	s.see(t, "You said café\r\n")
	s.types(t, "password\r")
	s.see(t, "Old: ")
	s.types(t, "s3cret\r")
	s.see(t, "You said s3cret")
	shown, _, _ := strings.Cut(s.out.String(), "You said s3cret")
	if strings.Contains(shown, "s3c") {
		t.Errorf("the password is shown: %q", shown)
	}
	s.types(t, "hush\r")
	s.see(t, "Changed.")
	s.types(t, "visible")
	s.see(t, "visible")
	s.types(t, "\r")
	if err := s.WindowChange(50, 255); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); session.Flags()["SCREENWIDTH"] != 255; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the size is %v", session.Flags())
		}
	}
	session.client.Send([]wire.Part{{Text: "Bob waves."}})
	s.see(t, "Bob waves.\r\n")
	s.types(t, "quit\r")
	if err := s.Wait(); err != nil {
		t.Errorf("the session ended with %v", err)
	}
	s.see(t, "Goodbye.\r\n")
	if reason := <-session.gone; reason != "connection closed" {
		t.Errorf("it is gone because of %q", reason)
	}
}

// TestPipe: without a terminal, lines go in and out as they are.
func TestPipe(t *testing.T) {
	p := &fakePortal{}
	c, _ := login(t, p)
	s := open(t, c, false)
	s.types(t, "look\r\nsay hi\nquit")
	if closer, ok := s.keys.(io.Closer); ok {
		_ = closer.Close()
	}
	if err := s.Wait(); err != nil {
		t.Errorf("the session ended with %v", err)
	}
	if got := s.out.String(); got != "Welcome\nYou said look\nYou said say hi\nGoodbye.\n" {
		t.Errorf("what came is %q", got)
	}
}

// TestHostKey: it is made once, readable by its owner only.
func TestHostKey(t *testing.T) {
	dir := t.TempDir()
	first, err := hostKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := hostKey(dir)
	if err != nil || !bytes.Equal(first.PublicKey().Marshal(), second.PublicKey().Marshal()) {
		t.Errorf("the key has changed (%v)", err)
	}
	if info, err := os.Stat(filepath.Join(dir, hostKeyFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v)", info.Mode(), err)
	}
	if err := os.WriteFile(filepath.Join(dir, hostKeyFile), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := hostKey(dir); err == nil || !strings.Contains(err.Error(), "take it away for a new one") {
		t.Errorf("a broken key: %v", err)
	}
}

// TestNothingButATerminal: neither forwarding nor files.
func TestNothingButATerminal(t *testing.T) {
	p := &fakePortal{}
	c, _ := login(t, p)
	if conn, err := c.Dial("tcp", "127.0.0.1:1"); err == nil {
		_ = conn.Close()
		t.Error("connections are forwarded")
	}
	if ln, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = ln.Close()
		t.Error("ports are opened for clients")
	}
	sess, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := sess.RequestSubsystem("sftp"); err == nil {
		t.Error("files are served")
	}
}

// TestStrangers: who does not log in takes one of 200 places; one more is closed
// at once, until somebody goes.
func TestStrangers(t *testing.T) {
	address := serve(t, &fakePortal{})
	come := func() (c net.Conn, heard string) {
		t.Helper()
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		_ = c.SetReadDeadline(time.Now().Add(20 * time.Second)) // not to hang when the test fails
		buf := make([]byte, len("SSH-2.0-mud"))
		n, _ := io.ReadFull(c, buf)
		return c, string(buf[:n])
	}
	var last net.Conn
	for n := range maxStrangers {
		c, heard := come()
		if heard != "SSH-2.0-mud" {
			t.Fatalf("stranger %d is told %q", n+1, heard)
		}
		last = c
	}
	if _, heard := come(); heard != "" {
		t.Errorf("one more is told %q", heard)
	}
	_ = last.Close()
	for heard := ""; heard == ""; { // until the server has noticed
		_, heard = come()
	}
}
