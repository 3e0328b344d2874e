package serverhalf

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"mud/engine"
	"mud/engine/account"
	"mud/engine/object"
	"mud/sessions/wire"
)

// Status is what `mud status` shows.
type Status struct {
	Game       string `json:"game"`
	Version    string `json:"version"`
	Pid        int    `json:"pid"` // of the Server
	Uptime     string `json:"uptime"`
	Sessions   int    `json:"sessions"`  // logged in
	Connected  int    `json:"connected"` // connections
	Accounts   int    `json:"accounts"`
	Objects    int    `json:"objects"`
	Steps      uint64 `json:"steps"`
	Generation int    `json:"generation"` // of the scripts
}

// answer answers a request that came to a Portal's admin address.
func (h *Half) answer(ctx context.Context, c wire.Call) wire.Answer {
	r, err := http.NewRequestWithContext(ctx, c.Method, c.Path, strings.NewReader(c.Form))
	if err != nil {
		return wire.Answer{Status: http.StatusBadRequest, Type: "text/plain", Body: []byte(err.Error())}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	h.handler().ServeHTTP(w, r)
	return wire.Answer{Status: w.status, Type: w.header.Get("Content-Type"), Body: w.body.Bytes()}
}

// recorder keeps an answer, to be sent over the link.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(p []byte) (int, error) { return w.body.Write(p) }

// handler is the Server's part of the admin address.
func (h *Half) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /reload", func(w http.ResponseWriter, r *http.Request) {
		report, err := h.engine.Reload(r.Context(), "mud reload")
		reply(w, report, err)
	})
	mux.HandleFunc("POST /stop", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "", h.do(r, func(e *engine.Engine) error { e.Shutdown(""); return nil }))
	})
	mux.HandleFunc("POST /restart", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "", h.do(r, func(e *engine.Engine) error { e.Restart(nil); return nil }))
	})
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		file := r.FormValue("file")
		reply(w, "Saved to "+file+".", h.store.Backup(r.Context(), file))
	})
	mux.HandleFunc("POST /admin", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "The superuser is made.", h.CreateAdmin(r.Context(), r.FormValue("name"), r.FormValue("password")))
	})
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
		s, err := h.status(r.Context())
		if err != nil {
			reply(w, "", err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(s) // into memory
	})
	return mux
}

func (h *Half) do(r *http.Request, fn func(e *engine.Engine) error) error {
	return h.engine.Do(r.Context(), fn)
}

func reply(w http.ResponseWriter, text string, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, text)
}

func (h *Half) status(ctx context.Context) (s Status, err error) {
	err = h.engine.Do(ctx, func(e *engine.Engine) error {
		s = Status{
			Game: e.Game, Version: e.Version, Pid: os.Getpid(), Uptime: e.Now().Sub(e.Started()).Round(time.Second).String(),
			Sessions: len(e.Sessions.All(false)), Connected: len(e.Sessions.All(true)), Accounts: e.World.Count(object.Account),
			Objects: e.World.Count(object.Thing), Steps: e.Steps(), Generation: e.Scripts().Number(),
		}
		return nil
	})
	return s, err
}

// CreateAdmin makes an account that is a superuser, or makes one of an account
// that exists and gives it the password.
func (h *Half) CreateAdmin(ctx context.Context, name, password string) error {
	if err := account.CheckPassword(name, password); err != nil {
		return err
	}
	hash, err := account.Hash(password)
	if err != nil {
		return err
	}
	return h.engine.Do(ctx, func(e *engine.Engine) error { return e.MakeSuperuser(name, hash) })
}
