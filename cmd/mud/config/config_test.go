package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"mud/engine/session"
)

// write makes a mud.toml of text in a new folder and returns its path.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mud.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Load(write(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// everyKey has no key at its default.
const everyKey = `
game.name = "The Long Night"

[portal]
telnet = "127.0.0.1:0"
telnet_tls = "[::1]:5001"
ssh = "example.org:5002"
web = ""
web_tls = ":5003"
web_origins = ["https://play.example.org", "http://localhost:8080"]
trusted_proxies = ["127.0.0.1", "10.0.0.0/8"]
proxy_protocol = true
tls_cert = "tls/cert.pem"
tls_key = "/etc/mud/key.pem"
mccp = false
max_line = 256
max_sessions = 1
max_sessions_per_ip = 1000000
command_rate = 0.1
connection_rate = 10_000
admin = ":65535"
number = 16

[server]
link = "tcp:10.0.0.5:4003"
link_secret = "sixteen or longer"
call_time = "1.5s"
call_memory = "1GiB"
call_changes = 100
max_objects = 1000
max_timers = 200

[sessions]
reply_to_all = true
auto_create_character = true
auto_puppet = true
max_characters = 0
max_puppets = 0
idle_timeout = "0"
guests = true
typeclass = "haven.deep.session"
login_attempts = 0
login_window = "24h"
create_attempts = 7
create_window = "1s"
multisession_mode = 3

[cmdsets]
unloggedin = "a.unloggedin"
session = "a.session"
account = "a.account"
character = "a.character"
numbers = "2-ball"

[scripts]
path = "../game"
plugins = [ # a comment
  "core", "my_world2"
]
watch = true

[store]
url = "sqlite:saved/world.db"
durability = "power"

[log]
level = "debug"
format = "json"
file = "mud.log"

[mssp]
hostname = "hos"
website = "web"
contact = "con"
discord = "dis"
icon = "ico"
language = "lan"
location = "loc"
created = "cre"
minimum_age = "min"
genre = "gen"
gameplay = "gam"
status = "sta"

[plugin.haven]
rain = true
names = ["a", "b"]
deep.er = 3
`

func TestEveryKeyLandsInItsField(t *testing.T) {
	c := load(t, everyKey)
	dir := c.Dir
	want := &Config{
		Game: Game{Name: "The Long Night"},
		Portal: Portal{
			Telnet: "127.0.0.1:0", TelnetTLS: "[::1]:5001", SSH: "example.org:5002", WebTLS: ":5003", WebOrigins: []string{"https://play.example.org", "http://localhost:8080"}, ProxyProtocol: true, TrustedProxies: []string{"127.0.0.1", "10.0.0.0/8"},
			TLSCert: filepath.Join(dir, "tls/cert.pem"), TLSKey: "/etc/mud/key.pem", MaxLine: 256, MaxSessions: 1,
			MaxSessionsPerIP: 1_000_000, CommandRate: 0.1, ConnectionRate: 10_000, Admin: ":65535", Number: 16,
		},
		Server: Server{Link: "tcp:10.0.0.5:4003", LinkSecret: "sixteen or longer", CallTime: 1500 * time.Millisecond, CallMemory: 1 << 30, CallChanges: 100, MaxObjects: 1000, MaxTimers: 200},
		Sessions: Sessions{
			MultisessionMode: 3, AutoCreateCharacter: true, AutoPuppet: true, ReplyToAll: true, Guests: true,
			Typeclass: "haven.deep.session", LoginWindow: 24 * time.Hour, CreateAttempts: 7, CreateWindow: time.Second,
		},
		Cmdsets: Cmdsets{Unloggedin: "a.unloggedin", Session: "a.session", Account: "a.account", Character: "a.character", Numbers: "2-ball"},
		Scripts: Scripts{Path: filepath.Join(filepath.Dir(dir), "game"), Plugins: []string{"core", "my_world2"}, Watch: true},
		Store:   Store{URL: "sqlite:" + filepath.Join(dir, "saved/world.db"), Durability: "power"},
		Log:     Log{Level: "debug", Format: "json", File: filepath.Join(dir, "mud.log")},
		MSSP: MSSP{
			Hostname:   "hos",
			Website:    "web",
			Contact:    "con",
			Discord:    "dis",
			Icon:       "ico",
			Language:   "lan",
			Location:   "loc",
			Created:    "cre",
			MinimumAge: "min",
			Genre:      "gen",
			Gameplay:   "gam",
			Status:     "sta",
		},
		Plugins: map[string]map[string]any{"haven": {
			"rain": true, "names": []any{"a", "b"}, "deep": map[string]any{"er": int64(3)},
		}},
		Path: filepath.Join(dir, "mud.toml"), Dir: dir, lines: c.lines,
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("loaded\n%+v\nwant\n%+v", c, want)
	}
}

func TestDefaultsFollowTheMode(t *testing.T) {
	for mode, want := range session.Modes {
		c := load(t, "[sessions]\nmultisession_mode = "+string(rune('0'+mode)))
		if got := c.Sessions.Rules(); got != want {
			t.Errorf("mode %d: the rules are %+v, want %+v", mode, got, want)
		}
	}
}

func TestWhatIsSetBeatsTheMode(t *testing.T) {
	c := load(t, "[sessions]\nauto_puppet = true\nmax_characters = 0\nmax_puppets = 4\nreply_to_all = true\nguests = true\nmultisession_mode = 2")
	want := session.Modes[2]
	want.AutoPuppet, want.MaxCharacters, want.MaxPuppets, want.ReplyToAll, want.Guests = true, 0, 4, true, true
	if got := c.Sessions.Rules(); got != want {
		t.Errorf("the rules are %+v, want %+v", got, want)
	}
}

func TestPathsWithoutFileAreOfTheCurrentFolder(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	c := Default()
	for name, got := range map[string][2]string{
		"scripts": {c.Scripts.Path, filepath.Join(dir, "scripts")},
		"store":   {c.Store.File(), filepath.Join(dir, "data", "mud.db")},
		"link":    {strings.TrimPrefix(c.Server.Link, linkScheme), filepath.Join(dir, "data", "link.sock")},
		"data":    {c.DataDir(), filepath.Join(dir, "data")},
		"cert":    {c.Portal.TLSCert, ""},
		"folder":  {c.Dir, dir},
		"where":   {c.Where("portal", "telnet"), ""},
	} {
		if got[0] != got[1] {
			t.Errorf("%s is %q, want %q", name, got[0], got[1])
		}
	}
}

func TestDataDirIsWhereTheStoreIs(t *testing.T) {
	c := load(t, "[store]\nurl = 'sqlite:/var/lib/mud/world.db'")
	if got := c.DataDir(); got != "/var/lib/mud" {
		t.Errorf("the data folder is %q", got)
	}
}

func TestWhereNamesTheLine(t *testing.T) {
	c := load(t, everyKey)
	at := func(begin string) string {
		before, _, _ := strings.Cut(everyKey, "\n"+begin)
		return fmt.Sprintf(":%d", strings.Count(before, "\n")+2)
	}
	for name, test := range map[string]struct {
		keys []string
		line string
	}{
		"dotted key":        {[]string{"game", "name"}, ":2"},
		"dotted section":    {[]string{"game"}, ":2"},
		"section":           {[]string{"portal"}, ":4"},
		"key":               {[]string{"portal", "telnet"}, ":5"},
		"list of lines":     {[]string{"scripts", "plugins"}, at("plugins =")},
		"plugin":            {[]string{"plugin", "haven"}, at("[plugin.haven]")},
		"plugin's key":      {[]string{"plugin", "haven", "names"}, at("names =")},
		"plugin's table":    {[]string{"plugin", "haven", "deep"}, at("deep.er =")},
		"a key that is not": {[]string{"portal", "no"}, ""},
	} {
		if got, want := c.Where(test.keys...), c.Path+test.line; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestLoadOfNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mud.toml")
	c, err := Load(path)
	if c != nil || !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("Load gave %v, %v; want an error that wraps fs.ErrNotExist", c, err)
	}
	if want := "reading the settings: open " + path + ": no such file or directory"; err.Error() != want {
		t.Errorf("the error is %q, want %q", err, want)
	}
}

func TestEmptyFileIsTheDefault(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "mark": "\ufeff", "comment": "# nothing\n", "sections": "[portal]\n[plugin]\n"} {
		c := load(t, text)
		t.Chdir(c.Dir)
		want := Default()
		c.Path, c.Dir, c.lines, want.lines = "", want.Dir, nil, nil
		if !reflect.DeepEqual(c, want) {
			t.Errorf("%s: loaded\n%+v\nwant\n%+v", name, c, want)
		}
	}
}

// TestOrigins: what a browser sends as its origin, and what it never would.
func TestOrigins(t *testing.T) {
	for text, valid := range map[string]bool{
		"https://play.example.org": true, "http://localhost:8080": true, "https://[::1]": true,
		"play.example.org": false, "https://play.example.org/": false, "https://Play.example.org": false, "ftp://example.org": false,
		"https://": false, "*": false, "null": false, "": false, "https://a@example.org": false,
		"https://example.org:443": false, "http://example.org:80": false, "http://example.org:443": true, "http://:8080": false,
		"https://münchen.example": false, "https://xn--mnchen-3ya.example": true,
	} {
		if isOrigin(text) != valid {
			t.Errorf("%q is an origin: %v, want %v", text, !valid, valid)
		}
	}
}
