package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"mud/engine"
	"mud/engine/account"
	"mud/engine/object"
)

// adminHeader must be on every request: a browser that was led here by a page
// cannot send it.
const adminHeader = "X-Mud-Admin"

// Status is what `mud status` shows.
type Status struct {
	Game       string `json:"game"`
	Version    string `json:"version"`
	Uptime     string `json:"uptime"`
	Sessions   int    `json:"sessions"`  // logged in
	Connected  int    `json:"connected"` // connections
	Accounts   int    `json:"accounts"`
	Objects    int    `json:"objects"`
	Steps      uint64 `json:"steps"`
	Generation int    `json:"generation"` // of the scripts
}

// adminHandler serves the admin address.
func (a *App) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /reload", func(w http.ResponseWriter, r *http.Request) {
		report, err := a.engine.Reload(r.Context(), "mud reload")
		reply(w, report, err)
	})
	mux.HandleFunc("POST /stop", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, "The server is stopping.", nil)
		a.stop()
	})
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		file := r.FormValue("file")
		reply(w, "Saved to "+file+".", a.store.Backup(r.Context(), file))
	})
	mux.HandleFunc("POST /admin", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "The superuser is made.", a.CreateAdmin(r.Context(), r.FormValue("name"), r.FormValue("password")))
	})
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
		s, err := a.status(r.Context())
		if err != nil {
			reply(w, "", err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(s) // the client may be gone
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if ip := net.ParseIP(host); err != nil || r.Header.Get(adminHeader) == "" || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this is for the mud command only", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func reply(w http.ResponseWriter, text string, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	fmt.Fprintln(w, text)
}

func (a *App) status(ctx context.Context) (s Status, err error) {
	err = a.engine.Do(ctx, func(e *engine.Engine) error {
		s = Status{
			Game: e.Game, Version: e.Version, Uptime: e.Now().Sub(e.Started()).Round(time.Second).String(),
			Sessions: len(e.Sessions.All(false)), Connected: a.portal.Count(), Accounts: e.World.Count(object.Account),
			Objects: e.World.Count(object.Thing), Steps: e.Steps(), Generation: e.Scripts().Number(),
		}
		return nil
	})
	return s, err
}

// CreateAdmin makes an account that is a superuser, or makes one of an account
// that exists and gives it the password.
func (a *App) CreateAdmin(ctx context.Context, name, password string) error {
	if err := account.CheckPassword(name, password); err != nil {
		return err
	}
	hash, err := account.Hash(password)
	if err != nil {
		return err
	}
	return a.engine.Do(ctx, func(e *engine.Engine) error { return e.MakeSuperuser(name, hash) })
}

// Ask sends a request to the admin address of a running server and returns
// its answer. An address where nobody listens gives ErrNotRunning.
func Ask(ctx context.Context, method, address, path string, form map[string]string) (string, error) {
	values := url.Values{}
	for k, v := range form {
		values.Set(k, v)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+address+path, strings.NewReader(values.Encode()))
	if err != nil {
		return "", fmt.Errorf("the admin address %q: %w", address, err)
	}
	req.Header.Set(adminHeader, "1")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) && op.Op == "dial" {
			return "", ErrNotRunning
		}
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return "", fmt.Errorf("reading the server's answer: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return "", errors.New(strings.TrimSpace(string(text)))
	}
	return string(text), nil
}

// ErrNotRunning means that no server listens on the admin address.
var ErrNotRunning = errors.New("no server is running here: start it with mud run")
