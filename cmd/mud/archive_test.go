package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/serverhalf"
)

// ends runs a sub-command in a folder and returns what it prints; it must end
// with this exit code.
func ends(t *testing.T, dir string, code int, args ...string) string {
	t.Helper()
	cmd := mud(t.Context(), dir, args...)
	out, _ := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Fatalf("mud %s: exit code %d, want %d:\n%s", strings.Join(args, " "), got, code, out)
	}
	return string(out)
}

// command is ends for a server that runs, and a command that works.
func (p *process) command(t *testing.T, args ...string) string {
	t.Helper()
	return ends(t, p.cmd.Dir, 0, args...)
}

// status is how the server says that it is.
func (p *process) status(t *testing.T) serverhalf.Status {
	t.Helper()
	var s serverhalf.Status
	if err := json.Unmarshal([]byte(p.command(t, "status", "--json")), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func holds(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("wanted %q in:\n%s", want, text)
		}
	}
}

// TestBackupAndRestore saves a world while it is played, goes on, and puts the
// saved one back.
func TestBackupAndRestore(t *testing.T) {
	dir := folder(t, "")
	p := start(t, dir)
	ann := enter(t, p.telnet, "Ann", true)
	must(t, ann.Type("setdesc step 1"), ann.See("sees: step 1"))
	backup := filepath.Join(t.TempDir(), "world.db.gz")
	p.command(t, "backup", backup)
	must(t, ann.Type("setdesc step 2"), ann.See("sees: step 2"))
	holds(t, ends(t, dir, 1, "restore", backup), "in use", "mud stop")
	p.command(t, "stop")
	must(t, p.cmd.Wait())
	holds(t, ends(t, dir, 0, "restore", backup), "is kept as")
	p = start(t, dir)
	check(t, enter(t, p.telnet, "Ann", false), "Ann", 1)
	p.kill(t)
}

// TestExportAndImport carries a world to another folder as lines of JSON.
func TestExportAndImport(t *testing.T) {
	dir, other := folder(t, ""), folder(t, "")
	holds(t, ends(t, dir, 1, "export", "-"), "there is no world")
	p := start(t, dir)
	ann := enter(t, p.telnet, "Ann", true)
	must(t, ann.Type("setdesc step 7"), ann.See("sees: step 7"))
	lines := filepath.Join(t.TempDir(), "world.jsonl")
	p.command(t, "export", lines)
	text, err := os.ReadFile(lines)
	must(t, err)
	holds(t, string(text), `{"mud":"world","version":1}`, `"key":"Ann"`, `{"key":"desc","value":"step 7"}`)
	holds(t, ends(t, dir, 1, "import", lines), "there is a world in")
	p.kill(t)
	holds(t, ends(t, dir, 1, "export", lines), "choose another name")
	bad := filepath.Join(t.TempDir(), "bad.jsonl")
	write(t, bad, strings.Replace(string(text), `"typeclass":"core.room"`, `"typeclass":""`, 1))
	holds(t, ends(t, other, 1, "import", bad), "bad.jsonl: line", "needs a kind, a key and a typeclass")
	ends(t, other, 0, "import", lines)
	if again := ends(t, other, 0, "export", "-"); again != string(text) {
		t.Error("the world is not the same after its journey")
	}
	p = start(t, other)
	check(t, enter(t, p.telnet, "Ann", false), "Ann", 7)
	p.kill(t)
}

// TestWatching asks the admin address as Prometheus and a watchdog do.
func TestWatching(t *testing.T) {
	p := start(t, folder(t, ""))
	ann := enter(t, p.telnet, "Ann", true)
	must(t, ann.Type("setdesc step 1"), ann.See("sees: step 1"))
	if s := p.status(t); s.Sessions != 1 || s.Steps == 0 || s.StepTime.Max == 0 || s.CommitTime.Max == 0 || s.Heap == 0 || s.Failing != "" {
		t.Errorf("the status is %+v", s)
	}
	holds(t, p.command(t, "status"), "1 logged in of 1 connections", "steps ", "commits ", "waiting ", "memory ")
	for path, want := range map[string][]string{
		"/health":  {"ok"},
		"/metrics": {"mud_portal_connections 1", "mud_portal_players 1", "mud_portal_server_up 1", "mud_step_seconds_count", "mud_store_failing 0", "mud_server_go_goroutines"},
		"/status":  {"this is for the mud command only"},
	} {
		answer, err := http.Get("http://" + p.admin + path)
		must(t, err)
		text, err := io.ReadAll(answer.Body)
		must(t, err, answer.Body.Close())
		holds(t, string(text), want...)
	}
	profile := filepath.Join(t.TempDir(), "heap")
	p.command(t, "profile", "heap", profile)
	if data, err := os.ReadFile(profile); err != nil || len(data) < 100 || data[0] != 0x1f {
		t.Errorf("the profile has %d bytes: %v", len(data), err)
	}
	holds(t, ends(t, p.cmd.Dir, 1, "profile", "speed", profile), "cpu, heap")
	p.kill(t)
}

// TestDamagedWorld: a server does not start on a damaged data file; it says
// what to do, and the backup helps.
func TestDamagedWorld(t *testing.T) {
	dir := folder(t, "")
	p := start(t, dir)
	ann := enter(t, p.telnet, "Ann", true)
	must(t, ann.Type("setdesc step 3"), ann.See("sees: step 3"))
	backup := filepath.Join(t.TempDir(), "world.db.gz")
	p.command(t, "backup", backup)
	p.command(t, "stop")
	must(t, p.cmd.Wait())
	file := filepath.Join(dir, "data", "mud.db")
	data, err := os.ReadFile(file)
	must(t, err)
	for page := 1; page*4096 < len(data); page++ {
		copy(data[page*4096:], "\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5")
	}
	must(t, os.WriteFile(file, data, 0o600))
	holds(t, ends(t, dir, 1, "run", "--single"), "mud.db is damaged", "put a backup in its place")
	ends(t, dir, 0, "restore", backup)
	p = start(t, dir)
	check(t, enter(t, p.telnet, "Ann", false), "Ann", 3)
	p.kill(t)
}
