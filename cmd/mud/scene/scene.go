// Package scene runs scenes: transcripts in which several players act and see,
// over real telnet bytes, against a whole server with scripts of its own. They
// are written as people would tell them:
//
//	with sessions.multisession_mode = 0
//	players ann, bob
//	ann types say hello
//	bob sees Ann says, "hello"
//	edit core/commands/social/say.lua: says => sings
//	ann types @reload
//
// The statements are listed in statements.go.
package scene

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

// Scene is a scene that was read from a file.
type Scene struct {
	Path     string
	Settings []string // "section.key = value" of lines "with section.key = value"
	lines    []line
}

type line struct {
	number int
	text   string
}

// Load reads a scene. Empty lines and those that begin with # are left out.
func Load(path string) (*Scene, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading a scene: %w", err)
	}
	defer f.Close()
	s := &Scene{Path: path}
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		text := strings.TrimSpace(in.Text())
		if setting, ok := strings.CutPrefix(text, "with "); ok {
			s.Settings = append(s.Settings, setting)
		} else if text != "" && !strings.HasPrefix(text, "#") {
			s.lines = append(s.lines, line{n, text})
		}
	}
	return s, in.Err()
}

// patience is how long a player waits to see something.
const patience = 20 * time.Second

// Run plays the scene in a fresh world. The error names the line of the scene
// that did not come true, and what the player saw instead.
func (s *Scene) Run(ctx context.Context, w *World) error {
	p := &play{world: w, players: map[string]*Player{}}
	defer p.close()
	for _, l := range s.lines {
		if err := p.do(ctx, l.text); err != nil {
			return fmt.Errorf("%s:%d: %s: %w", s.Path, l.number, l.text, err)
		}
	}
	return nil
}

// play is a scene under way.
type play struct {
	world   *World
	players map[string]*Player
	marks   int // numbers the lines that no command matches
}

func (p *play) close() {
	for _, player := range p.players {
		player.Close()
	}
}

// player is the actor of that name, who must have come on before.
func (p *play) player(name string) (*Player, error) {
	if player := p.players[name]; player != nil {
		return player, nil
	}
	return nil, fmt.Errorf("there is no %s yet: begin with \"%s connects\" or \"players %s\"", name, name, name)
}
