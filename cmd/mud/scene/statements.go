package scene

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// statement is one form of line: its pattern and what it does with what the
// pattern captured.
type statement struct {
	form *regexp.Regexp
	do   func(ctx context.Context, p *play, arg []string) error
}

// statements are tried in order.
var statements = []statement{
	// players ann, bob: both connect, make an account and stand in the world.
	{regexp.MustCompile(`^players (.+)$`), players},
	// ann connects: a connection, up to the first screen.
	{regexp.MustCompile(`^(\w+) connects$`), connects},
	// accounts ann, bob: both connect and make an account, without a character.
	{regexp.MustCompile(`^accounts (.+)$`), accounts},
	// laptop logs in as ann: another connection of the same account.
	{regexp.MustCompile(`^(\w+) logs in as (\w+)$`), logsIn},
	// ann types say hello
	{regexp.MustCompile(`^(\w+) types ?(.*)$`), types},
	// ann does not see TEXT: not among what came since she last saw something.
	{regexp.MustCompile(`^(\w+) does not see (.+)$`), doesNotSee},
	// ann sees TEXT: it comes, now or soon. What came before it is passed over.
	{regexp.MustCompile(`^(\w+) sees (.+)$`), sees},
	// ann is disconnected: the server closes the connection.
	{regexp.MustCompile(`^(\w+) is disconnected$`), disconnected},
	// ann hangs up: she closes it.
	{regexp.MustCompile(`^(\w+) hangs up$`), hangsUp},
	// ann listens for telnet commands … ann got only text: no IAC came between.
	{regexp.MustCompile(`^(\w+) listens for telnet commands$`), listens},
	{regexp.MustCompile(`^(\w+) got only text$`), onlyText},
	// ann claims the game: becomes the superuser.
	{regexp.MustCompile(`^(\w+) claims the game$`), claims},
	// edit FILE: OLD => NEW: a script is changed on disk.
	{regexp.MustCompile(`^edit (\S+): (.+) => (.*)$`), edit},
	// the server restarts: in order, on the same data. All have to connect anew.
	// the server restarts with sessions.multisession_mode = 2: and other settings.
	{regexp.MustCompile(`^the server restarts(?: with (.+))?$`), restarts},
}

func (p *play) do(ctx context.Context, text string) error {
	for _, s := range statements {
		if m := s.form.FindStringSubmatch(text); m != nil {
			return s.do(ctx, p, m[1:])
		}
	}
	return errors.New("no statement of scenes has this form")
}

// password is everybody's.
const password = "correct-horse-9"

func players(ctx context.Context, p *play, arg []string) error {
	return create(ctx, p, arg[0], "Exits:")
}

func accounts(ctx context.Context, p *play, arg []string) error {
	return create(ctx, p, arg[0], "out of character.")
}

// create has several make accounts, up to a text that they then see.
func create(ctx context.Context, p *play, names, seen string) error {
	for _, name := range strings.Split(names, ",") {
		name = strings.TrimSpace(name)
		if err := connects(ctx, p, []string{name}); err != nil {
			return err
		}
		player := p.players[name]
		if err := player.Type("create " + title(name) + " " + password); err != nil {
			return err
		}
		if err := player.See(seen); err != nil {
			return err
		}
	}
	return nil
}

func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func connects(_ context.Context, p *play, arg []string) error {
	if old := p.players[arg[0]]; old != nil {
		old.Close()
	}
	player, err := Dial(p.world.Telnet())
	if err != nil {
		return err
	}
	p.players[arg[0]] = player
	return player.See("create <name> <password>")
}

func logsIn(ctx context.Context, p *play, arg []string) error {
	if err := connects(ctx, p, arg[:1]); err != nil {
		return err
	}
	return p.players[arg[0]].Type("connect " + title(arg[1]) + " " + password)
}

func types(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err != nil {
		return err
	}
	return player.Type(strings.ReplaceAll(arg[1], "PASSWORD", password))
}

func sees(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err != nil {
		return err
	}
	return player.See(arg[1])
}

// doesNotSee has the player type a line that no command matches. When its
// answer is there, everything that was said before is there too.
func doesNotSee(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err != nil {
		return err
	}
	p.marks++
	mark := fmt.Sprintf("qzx%d", p.marks)
	if err := player.Type(mark); err != nil {
		return err
	}
	before, err := player.Until("There is no command '" + mark + "'")
	if err == nil && strings.Contains(before, arg[1]) {
		return fmt.Errorf("it was seen: %q", before)
	}
	return err
}

func disconnected(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err != nil {
		return err
	}
	return player.End()
}

func hangsUp(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err == nil {
		player.Close()
	}
	return err
}

func listens(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err == nil {
		player.Mark()
	}
	return err
}

func onlyText(_ context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err != nil {
		return err
	}
	if n := player.Commands(); n > 0 {
		return fmt.Errorf("%d telnet commands came", n)
	}
	return nil
}

func claims(ctx context.Context, p *play, arg []string) error {
	player, err := p.player(arg[0])
	if err != nil {
		return err
	}
	code, err := p.world.ClaimCode(ctx)
	if err != nil {
		return err
	}
	if err := player.Type("@claim " + code); err != nil {
		return err
	}
	return player.See("You are the superuser now.")
}

func edit(_ context.Context, p *play, arg []string) error {
	file := filepath.Join(p.world.Scripts(), filepath.FromSlash(arg[0]))
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !strings.Contains(string(text), arg[1]) {
		return fmt.Errorf("there is no %q in it", arg[1])
	}
	return os.WriteFile(file, []byte(strings.ReplaceAll(string(text), arg[1], arg[2])), 0o600)
}

func restarts(_ context.Context, p *play, arg []string) error {
	p.close()
	clear(p.players)
	if arg[0] != "" {
		return p.world.RestartWith(arg[0])
	}
	return p.world.Restart()
}
