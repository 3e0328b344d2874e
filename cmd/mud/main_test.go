package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mud/cmd/mud/portalhalf"
	"mud/cmd/mud/serverhalf"
)

// asProgram makes the test binary be the mud command, so that tests can start
// it as a process of its own, and kill it.
const asProgram = "MUD_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	code := m.Run()
	if dir, err := builds(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// mud is the command with arguments, in a folder.
func mud(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// process is a running `mud run`.
type process struct {
	cmd    *exec.Cmd
	telnet string
	web    string
	claim  string
	admin  string
	log    *lockedBuffer
}

// lockedBuffer is a log that may be read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

var (
	telnetLine = regexp.MustCompile(`MUD client\s+(\S+) port (\d+)`)
	adminLine  = regexp.MustCompile(`(?m)^admin = "(.*)"`)
	webLine    = regexp.MustCompile(`http://([^/]+)/`)
	claimLine  = regexp.MustCompile(`@claim (\w+)`)
)

// folder is a folder with a mud.toml for tests: loopback, free ports, and the
// scripts of the project.
func folder(t *testing.T, more string) string {
	t.Helper()
	dir := t.TempDir()
	scripts, err := filepath.Abs("../../scripts")
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("[portal]\ntelnet = \"127.0.0.1:0\"\nweb = \"127.0.0.1:0\"\nadmin = \"127.0.0.1:%d\"\n"+
		"command_rate = 1000.0\nconnection_rate = 1000.0\n[sessions]\ncreate_attempts = 0\n[scripts]\npath = %q\n%s",
		freePort(t), scripts, more)
	if err := os.WriteFile(filepath.Join(dir, "mud.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// freePort is a port of loopback that was free a moment ago, below those that
// the system gives to connections.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 16_000+rand.IntN(16_000)))
		if err == nil {
			defer ln.Close()
			return ln.Addr().(*net.TCPAddr).Port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// start runs `mud run` in a folder and waits until it is open.
func start(t *testing.T, dir string, more ...string) *process {
	t.Helper()
	return open(t, dir, mud(t.Context(), dir, append([]string{"run"}, more...)...))
}

// startProgram is start with a program of its own.
func startProgram(t *testing.T, program, dir string) *process {
	t.Helper()
	return open(t, dir, command(t, program, dir, "run"))
}

// command is a program with arguments, in a folder.
func command(t *testing.T, program, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	return cmd
}

func open(t *testing.T, dir string, cmd *exec.Cmd) *process {
	t.Helper()
	settings, err := os.ReadFile(filepath.Join(dir, "mud.toml"))
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, log: &lockedBuffer{}, admin: adminLine.FindStringSubmatch(string(settings))[1]}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := telnetLine.FindStringSubmatch(lines.Text()); m != nil {
			p.telnet = net.JoinHostPort(m[1], m[2])
		}
		if m := webLine.FindStringSubmatch(lines.Text()); m != nil {
			p.web = m[1]
		}
		if m := claimLine.FindStringSubmatch(lines.Text()); m != nil {
			p.claim = m[1]
		}
		if strings.HasPrefix(lines.Text(), "Stop the server") {
			return p
		}
	}
	_ = p.cmd.Wait()
	t.Fatalf("mud run did not open; its log:\n%s", p.log)
	return nil
}

// ask is what the running Server says of itself.
func (p *process) ask(t *testing.T) (s serverhalf.Status, err error) {
	t.Helper()
	text, err := portalhalf.Ask(t.Context(), "GET", p.admin, "/status", nil)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(text), &s)
}

// server is the process of the Server; it waits until there is one with
// another pid than not.
func (p *process) server(t *testing.T, not int) int {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		if s, err := p.ask(t); err == nil && s.Pid != not {
			return s.Pid
		}
		if time.Now().After(deadline) {
			t.Fatalf("no server came up; the log:\n%s", p.log)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// kill ends it as kill -9 does, both halves at once. The Portal stands still
// meanwhile: it would start the Server again.
func (p *process) kill(t *testing.T) {
	t.Helper()
	s, err := p.ask(t)
	two := err == nil && s.Pid != p.cmd.Process.Pid
	if two {
		must(t, p.cmd.Process.Signal(syscall.SIGSTOP))
		sigkill(t, s.Pid)
	}
	must(t, p.cmd.Process.Kill())
	_ = p.cmd.Wait() // it was killed
	for two && alive(s.Pid) {
		time.Sleep(time.Millisecond)
	}
}

// alive reports whether a process has not ended: what it holds is free after
// that, also while nobody has taken note of its end.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

func sigkill(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}
