package scene

import (
	"context"
	"fmt"
)

// Setting is one way to play scenes: what a scene tells comes true in all of
// them.
type Setting struct {
	Name string
	// Between is done after every few lines of the scene, nil for nothing.
	Between func(ctx context.Context, w *World) error
	// Restarts says that the server is restarted where the scene allows it,
	// with "after a restart: STATEMENT", and that all connections are cut by it.
	Restarts bool
}

// Settings are the settings that there are.
var Settings = []Setting{
	{Name: "plain"},
	{Name: "with reloads", Between: reload},
	{Name: "with restarts", Restarts: true},
}

// every is after how many lines Between is done.
const every = 4

// reload takes the scripts from disk. Where they are broken just now the old
// ones go on, as a scene that breaks them expects.
func reload(ctx context.Context, w *World) error {
	if report, err := w.Engine().Reload(ctx, "a scene"); err != nil && report == "" {
		return fmt.Errorf("reloading: %w", err)
	}
	return nil
}

// Allows reports whether the scene can be played in a setting, and shows there
// anything that it does not show in the plain one.
func (s *Scene) Allows(in Setting) bool {
	return (!in.Restarts || s.restarts) && (in.Between == nil || !s.alone)
}
