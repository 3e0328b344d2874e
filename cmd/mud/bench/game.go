package bench

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mud/cmd/mud/scene"
)

// plugin lets players in without passwords: hashing three hundred of them is
// not what is measured.
//
//go:embed plugin
var plugin embed.FS

// game is a whole server with clients that are logged in.
type game struct {
	world   *scene.World
	clients []*client
}

// openGame starts a server with count players, in rooms of their own. plugins
// are those beside core and haven.
func openGame(program scene.Program, dir, scripts string, count int, plugins string) (*game, error) {
	own := filepath.Join(dir, "scripts-of-the-bench")
	if err := copyScripts(scripts, own); err != nil {
		return nil, fmt.Errorf("copying the scripts: %w", err)
	}
	w, err := scene.StartProgram(program, dir, own, "sessions.guests = true", `scripts.plugins = ["core", "haven", "bench"`+plugins+`]`)
	if err != nil {
		return nil, fmt.Errorf("starting the server: %w", err)
	}
	g := &game{world: w}
	if g.clients, err = dialAll(w.Telnet(), count); err == nil {
		err = g.enter()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("logging the players in: %w", err), g.Close())
	}
	return g, nil
}

func copyScripts(from, to string) error {
	own, err := fs.Sub(plugin, "plugin")
	return errors.Join(err, os.CopyFS(to, os.DirFS(from)), os.CopyFS(filepath.Join(to, "bench"), own))
}

// enter has all clients come in.
func (g *game) enter() error {
	for i, c := range g.clients {
		if err := c.conn.SetDeadline(time.Now().Add(answerTime)); err != nil {
			return err
		}
		if err := c.until("leaves."); err != nil {
			return fmt.Errorf("the first screen: %w", err)
		}
		if _, err := io.WriteString(c.conn, fmt.Sprintf("enter %d %d\r\n", i+1, i/roomSize+1)); err != nil {
			return err
		}
		if err := c.until("You are in."); err != nil {
			return err
		}
	}
	return nil
}

// Close ends clients and server.
func (g *game) Close() error {
	closeAll(g.clients)
	return g.world.Close()
}
