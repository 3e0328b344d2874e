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
	"regexp"
	"strings"
	"time"
)

// Scene is a scene that was read from a file.
type Scene struct {
	Path     string
	Settings []string // "section.key = value" of lines "with section.key = value"
	lines    []line

	restarts  bool // it allows restarts
	noReloads bool // "without reloads": it counts them
	noServers bool // "without new Servers": it shows what does not outlive one
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
		} else if text == "without reloads" {
			s.noReloads = true
		} else if text == "without new Servers" {
			s.noServers = true
		} else if text != "" && !strings.HasPrefix(text, "#") {
			s.lines = append(s.lines, line{n, text})
			s.restarts = s.restarts || strings.HasPrefix(text, afterRestart)
		}
	}
	return s, in.Err()
}

// What is under way has come to its end where somebody has seen something that
// is no question, and the next one does something.
var (
	acted = regexp.MustCompile(`^\w+ (types|connects|hangs up|logs in|claims)\b`)
	shown = regexp.MustCompile(`^\w+ (sees|does not see|is disconnected)\b.*[^:?]$`)
)

// patience is how long a player waits to see something.
const patience = 20 * time.Second

// Run plays the scene in a fresh world. The error names the line of the scene
// that did not come true, and what the player saw instead.
func (s *Scene) Run(ctx context.Context, w *World, in Setting) error {
	p := &play{world: w, setting: in, players: map[string]*Player{}}
	defer p.close()
	since, seen := 0, false // lines since something was done in between, and whether the last one has seen something
	for _, l := range s.lines {
		var err error
		if in.Between != nil && since >= in.Every && (!in.Settled || seen && acted.MatchString(l.text)) {
			since, err = 0, in.Between(ctx, w)
		}
		if err == nil {
			since, seen, err = since+1, shown.MatchString(l.text), p.line(ctx, l.text)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %s: %w", s.Path, l.number, l.text, err)
		}
	}
	return nil
}

// play is a scene under way.
type play struct {
	world     *World
	setting   Setting
	players   map[string]*Player
	marks     int  // numbers the lines that no command matches
	restarted bool // in the block of "after a restart" lines that is played
}

// afterRestart begins a line that tells how players come back after a restart.
// The first of several is where the restart is; in a setting without restarts
// they are passed over.
const afterRestart = "after a restart: "

func (p *play) line(ctx context.Context, text string) error {
	statement, after := strings.CutPrefix(text, afterRestart)
	if !after {
		p.restarted = false
		return p.do(ctx, text)
	}
	if !p.setting.Restarts {
		return nil
	}
	if !p.restarted {
		p.restarted = true
		if err := restarts(ctx, p, []string{""}); err != nil {
			return err
		}
	}
	return p.do(ctx, statement)
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
