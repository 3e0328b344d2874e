package scene

import (
	"context"
	"fmt"
)

// Setting is one way to play scenes: what a scene tells comes true in all of
// them.
type Setting struct {
	Name string
	// Halves says that Portal and Server are processes of their own.
	Halves bool
	// Between, if not nil, is done again and again, after as many lines of the
	// scene as Every says; with Settled only before somebody does something, as
	// what is under way would be interrupted.
	Between func(ctx context.Context, w *World) error
	Every   int
	Settled bool
	// Restarts says that the server is restarted where the scene allows it,
	// with "after a restart: STATEMENT", and that all connections are cut by it.
	Restarts bool
}

// Settings are the settings that there are.
var Settings = []Setting{
	{Name: "plain"},
	{Name: "with reloads", Between: reload, Every: 4},
	{Name: "with restarts", Restarts: true},
	{Name: "in two processes", Halves: true},
	{Name: "with new Servers", Halves: true, Between: renew, Every: 12, Settled: true},
}

// reload takes the scripts from disk.
func reload(ctx context.Context, w *World) error {
	if _, err := w.Ask(ctx, "/reload"); err != nil {
		return fmt.Errorf("reloading: %w", err)
	}
	return nil
}

// renew has a new Server process take over.
func renew(ctx context.Context, w *World) error {
	if _, err := w.Ask(ctx, "/restart"); err != nil {
		return fmt.Errorf("restarting the Server: %w", err)
	}
	return nil
}

// Allows reports whether the scene can be played in a setting, and shows there
// anything that it does not show in the plain one.
func (s *Scene) Allows(in Setting) bool {
	switch {
	case in.Restarts:
		return s.restarts
	case in.Settled:
		return !s.noReloads && !s.noServers
	}
	return in.Between == nil || !s.noReloads
}
