package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// shouters are those who shout while one does not read.
const shouters = 100

// shouted is how long each shout is, in bytes.
const shouted = 4000

// maxStalled is what a client that does not read may cost the Portal, in bytes:
// a megabyte waits for it, and some more that is garbage.
const maxStalled = 32 << 20

// streamed reads up to a text, however much comes before it, and keeps none of
// that.
func streamed(c net.Conn, text string) error {
	buf, kept := make([]byte, 64<<10), 0
	for {
		n, err := c.Read(buf[kept:])
		kept += n
		if bytes.Contains(buf[:kept], []byte(text)) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("waiting for %q: %w", text, err)
		}
		kept = copy(buf, buf[max(0, kept-len(text)):kept])
	}
}

// shouter is one who comes in under a name; with a small window what is sent to
// him is soon stuck, if he does not read.
func shouter(t *testing.T, telnet, name string, window int) (net.Conn, error) {
	d := net.Dialer{Control: func(_, _ string, c syscall.RawConn) error {
		var failed error
		err := c.Control(func(fd uintptr) {
			if window > 0 {
				failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, window)
			}
		})
		if failed != nil {
			return failed
		}
		return err
	}}
	c, err := d.DialContext(t.Context(), "tcp", telnet)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := errors.Join(c.SetDeadline(time.Now().Add(2*time.Minute)), streamed(c, "leaves.")); err != nil {
		return nil, err
	}
	_, err = io.WriteString(c, "enter "+name+"\r\n")
	return c, errors.Join(err, streamed(c, "Exits:"))
}

// shout has all shout at once, and returns after how long the last of them had
// heard everybody and been answered.
func shout(t *testing.T, all []net.Conn, round int) time.Duration {
	t.Helper()
	begun := time.Now()
	var group sync.WaitGroup
	for i, c := range all {
		group.Go(func() {
			if _, err := fmt.Fprintf(c, "@shout %s\r\nnosuch%d\r\n", strings.Repeat("lo ", shouted/3), round); err != nil {
				t.Error(err)
			}
			if err := streamed(c, fmt.Sprintf("'nosuch%d'", round)); err != nil {
				t.Errorf("shouter %d: %v", i, err)
			}
		})
	}
	group.Wait()
	return time.Since(begun)
}

// TestClientThatStopsReading: one client reads no more while a hundred others
// shout. They are answered as before, it costs the Portal a bounded amount of
// memory, and in the end it is closed.
func TestClientThatStopsReading(t *testing.T) {
	dir := arena(t, "")
	replace(t, filepath.Join(dir, "mud.toml"), "connection_rate = 1000.0", "connection_rate = 1000.0\nmax_sessions_per_ip = 1000")
	p := startProgram(t, built(t, versionOne), dir)
	defer p.kill(t)
	all := make([]net.Conn, shouters)
	var entering sync.WaitGroup
	for i := range all {
		entering.Go(func() {
			var err error
			if all[i], err = shouter(t, p.telnet, fmt.Sprintf("Shouter%d", i), 0); err != nil {
				t.Errorf("shouter %d: %v", i, err)
			}
		})
	}
	entering.Wait()
	if t.Failed() {
		t.FailNow()
	}
	const rounds = 3
	var before time.Duration
	for round := range rounds {
		before = max(before, shout(t, all, round))
	}
	memory := resident(t, p.cmd.Process.Pid)
	_, err := shouter(t, p.telnet, "Deaf", 4096)
	must(t, err)
	var beside time.Duration
	most, round := 0, rounds
	for ; ; round++ {
		beside = max(beside, shout(t, all, round))
		most = max(most, resident(t, p.cmd.Process.Pid)-memory)
		s, err := p.ask(t)
		must(t, err)
		if s.Connected == shouters {
			break
		}
		if round == 100 || t.Failed() {
			t.Fatalf("%d are connected after %d rounds; the log:\n%s", s.Connected, round, p.log)
		}
	}
	t.Logf("it was closed after %d rounds of %d shouts; a round took at most %s before it and %s beside it; the Portal grew by %d KiB",
		round-rounds+1, shouters, before.Round(time.Millisecond), beside.Round(time.Millisecond), most>>10)
	if beside > 5*before+time.Second {
		t.Errorf("a round took %s before there was a client that does not read, and %s beside it", before, beside)
	}
	if most > maxStalled {
		t.Errorf("the Portal grew by %d bytes", most)
	}
	holds(t, p.log.String(), "slow client closed")
}
