package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// silentCount is how many connections are held; the two processes have an end
// of each.
const silentCount = 10_000

// maxSilent is what one silent telnet session may cost the Portal.
const maxSilent = 20 << 10

// TestSilentConnections holds ten thousand connections that say nothing, a
// thousand and more of them coming in one second, while a player plays.
func TestSilentConnections(t *testing.T) {
	dir := folder(t, "")
	replace(t, filepath.Join(dir, "mud.toml"), "connection_rate = 1000.0", "connection_rate = 10000.0\nmax_sessions = 20000\nmax_sessions_per_ip = 20000")
	p := start(t, dir)
	defer p.kill(t)
	ann := enter(t, p.telnet, "Ann", true)
	before := resident(t, p.cmd.Process.Pid)
	var group sync.WaitGroup
	var mu sync.Mutex
	conns := make([]net.Conn, 0, silentCount)
	begun := time.Now()
	for range 8 {
		group.Go(func() {
			for range silentCount / 8 {
				c, err := net.Dial("tcp", p.telnet)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				conns = append(conns, c)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	defer func() {
		for _, c := range conns {
			_ = c.Close()
		}
	}()
	took := time.Since(begun)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		s, err := p.ask(t)
		if err == nil && s.Connected >= silentCount+1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d are connected (%v)", s.Connected, err)
		}
	}
	must(t, ann.Type("say still here"), ann.See(`You say, "still here"`))
	for _, c := range []net.Conn{conns[0], conns[silentCount-1]} {
		readUntil(t, c, "create <name>")
	}
	each := (resident(t, p.cmd.Process.Pid) - before) / silentCount
	t.Logf("%d connections came in %s; each costs the Portal %d bytes", len(conns), took.Round(time.Millisecond), each)
	if each > maxSilent && !raceDetector {
		t.Errorf("a silent session costs the Portal %d bytes, more than %d", each, maxSilent)
	}
}

func readUntil(t *testing.T, c net.Conn, text string) {
	t.Helper()
	must(t, c.SetReadDeadline(time.Now().Add(30*time.Second)))
	var all strings.Builder
	buf := make([]byte, 4096)
	for !strings.Contains(all.String(), text) {
		n, err := c.Read(buf)
		all.Write(buf[:n])
		must(t, err)
	}
}

// resident is the memory of a process in bytes.
func resident(t *testing.T, pid int) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil && os.Getenv("CI") != "" {
		t.Fatalf("CI needs a system that tells the memory of a process: %v", err)
	}
	if err != nil {
		t.Skipf("this system does not tell the memory of a process: %v", err)
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	must(t, err)
	return kb << 10
}
