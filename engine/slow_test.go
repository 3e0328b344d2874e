package engine

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// spots are scripts that know where things are, and nothing else.
type spots struct{ Scripts }

func (spots) Spot(of any) string { return string(of.(FuncSpot)) }

// TestSlow holds that what takes longer than 50 ms is listed and logged with
// its file, once with a count; the time that the machine gave to others does not
// count.
func TestSlow(t *testing.T) {
	var log bytes.Buffer
	var told []string
	e := &Engine{scripts: spots{}, Deps: Deps{Log: slog.New(slog.NewTextHandler(&log, nil)), Stepped: func(what string, _ time.Duration) { told = append(told, what) }}}
	for _, s := range []struct {
		what, where string
		took, idle  time.Duration
	}{
		{"command core.look", "core/look.lua", 10 * time.Millisecond, 0}, {"command core.dig", "core/dig.lua", 60 * time.Millisecond, 0},
		{plainEvent, "", time.Second, 0}, {"timer core.lib.x.y", "", 70 * time.Millisecond, 0}, {"command core.dig", "core/dig.lua", 55 * time.Millisecond, 0},
		{"command core.look", "core/look.lua", 90 * time.Millisecond, 50 * time.Millisecond},
	} {
		e.current = &origin{what: s.what, spot: FuncSpot(s.where)}
		e.stepped(s.took, s.idle)
	}
	if len(told) != 6 {
		t.Errorf("Stepped was told of %v", told)
	}
	slow := e.Slow()
	if len(slow) != 2 || slow[0].What != "timer core.lib.x.y" {
		t.Fatalf("slow are %+v", slow)
	}
	if s := slow[1]; s.Where != "core/dig.lua" || s.Count != 2 || s.Worst != 60*time.Millisecond {
		t.Errorf("got %+v", s)
	}
	if text := log.String(); strings.Count(text, "a script was slow") != 3 || !strings.Contains(text, "file=core/dig.lua") {
		t.Errorf("the log says:\n%s", text)
	}
	for i := range 2 * keepSlow {
		e.current = &origin{what: strings.Repeat("x", i+1)}
		e.stepped(time.Second, 0)
	}
	if n := len(e.Slow()); n != keepSlow {
		t.Errorf("%d are kept, want %d", n, keepSlow)
	}
}
