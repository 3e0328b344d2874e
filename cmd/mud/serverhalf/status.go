package serverhalf

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"runtime/metrics"
	"runtime/pprof"
	"strconv"
	"time"

	"mud/cmd/mud/stats"
	"mud/engine"
	"mud/engine/object"
	"mud/engine/store/sqlite"
)

// Status is what `mud status` shows.
type Status struct {
	Game       string   `json:"game"`
	Version    string   `json:"version"`
	Pid        int      `json:"pid"` // of the Server
	Uptime     string   `json:"uptime"`
	Sessions   int      `json:"sessions"`  // logged in
	Connected  int      `json:"connected"` // connections
	Accounts   int      `json:"accounts"`
	Objects    int      `json:"objects"`
	Steps      uint64   `json:"steps"`
	Generation int      `json:"generation"` // of the scripts
	Events     int      `json:"events"`     // that wait in the inbox
	Unstored   int      `json:"unstored"`   // steps that wait to be stored
	Failing    string   `json:"failing"`    // why the store fails and the world stands still, "" when it works
	LeftOut    []string `json:"left_out"`   // plugins that are not in use because of a mistake in them
	Heap       uint64   `json:"heap_bytes"` // of the Server, Lua included
	stats.Figures
}

func (h *Half) answerStatus(w http.ResponseWriter, r *http.Request) {
	s, err := h.status(r.Context())
	if err != nil {
		reply(w, "", err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s) // into memory
}

func (h *Half) status(ctx context.Context) (Status, error) {
	s := Status{Pid: os.Getpid(), Events: h.engine.Events(), Unstored: h.engine.Unstored(), LeftOut: h.loader.LeftOut(), Heap: heap(), Figures: h.stats.Figures()}
	if err := h.engine.Failing(); err != nil {
		s.Failing = err.Error()
	}
	err := h.engine.Look(ctx, func(e *engine.Engine) error {
		s.Game, s.Version, s.Uptime = e.Game, e.Version, e.Now().Sub(e.Started()).Round(time.Second).String()
		s.Sessions, s.Connected = len(e.Sessions.All(false)), len(e.Sessions.All(true))
		s.Accounts, s.Objects = e.World.Count(object.Account), e.World.Count(object.Thing)
		s.Steps, s.Generation = e.Steps(), e.Scripts().Number()
		return nil
	})
	return s, err
}

// heap is how many bytes live objects take.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// answerHealth says whether players can play.
func (h *Half) answerHealth(w http.ResponseWriter, r *http.Request) {
	if err := h.engine.Failing(); err != nil {
		http.Error(w, "the world stands still: "+err.Error(), http.StatusServiceUnavailable)
		return
	}
	reply(w, "ok", h.engine.Look(r.Context(), func(*engine.Engine) error { return nil }))
}

// maxProfile bounds how long a profile of the processor may take.
const maxProfile = time.Minute

// answerProfile takes a profile, in the form that go tool pprof reads.
func (h *Half) answerProfile(w http.ResponseWriter, r *http.Request) {
	kind := r.FormValue("kind")
	if kind != "cpu" {
		p := pprof.Lookup(kind)
		if p == nil {
			reply(w, "", errors.New("the profiles are cpu, heap, allocs, goroutine, block, mutex and threadcreate"))
			return
		}
		_ = p.WriteTo(w, 0) // into memory
		return
	}
	seconds, err := strconv.ParseFloat(r.FormValue("seconds"), 64)
	length := time.Duration(seconds * float64(time.Second))
	if err != nil || length <= 0 || length > maxProfile {
		reply(w, "", errors.New("a profile of the processor takes from 0 to 60 seconds"))
		return
	}
	if err := pprof.StartCPUProfile(w); err != nil {
		reply(w, "", err)
		return
	}
	select {
	case <-time.After(length):
	case <-r.Context().Done():
	}
	pprof.StopCPUProfile()
}

// backup saves a compressed copy of the world while it goes on.
func (h *Half) backup(ctx context.Context, file string) error {
	folder, err := os.MkdirTemp(filepath.Dir(file), ".mud-backup-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, "mud.db")
	if err := h.store.Backup(ctx, copied); err != nil {
		return err
	}
	return sqlite.Pack(copied, file)
}
