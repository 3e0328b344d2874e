package access_test

import (
	"testing"
	"time"

	"mud/engine/access"
	"mud/engine/journal"
	"mud/engine/lock"
	"mud/engine/object"
)

// world is a room with a chest in it, and Ann (#2, played by account #3) in
// the room with a key in her hands.
type world struct {
	*object.World
	room, ann, account, chest, key *object.Object
	checker                        *access.Checker
}

func newWorld(t *testing.T) *world {
	t.Helper()
	known := func(name string) bool { return access.KnownFunc(name) || name == "moonlit" || name == "gone" }
	w := &world{World: object.NewWorld(journal.New(), known)}
	w.checker = &access.Checker{
		Script: func(name string, who access.Who, target *object.Object, args []string) (bool, bool) {
			return name == "moonlit" && len(args) == 1 && args[0] == "full", name == "moonlit"
		},
		Setting: func(name string) any {
			return map[string]any{"guests": true, "multisession_mode": 2.0, "auto_puppet": false}[name]
		},
	}
	create := func(kind object.Kind, key string, place *object.Object) *object.Object {
		o, err := w.Create(kind, key, "core.thing", time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Place(place); err != nil {
			t.Fatal(err)
		}
		return o
	}
	w.room = create(object.Thing, "room", nil)
	w.ann = create(object.Thing, "Ann", w.room)
	w.account = create(object.Account, "Annie", nil)
	w.chest = create(object.Thing, "chest", w.room)
	w.key = create(object.Thing, "key", w.ann)
	w.ann.SetPlayedBy(w.account)
	w.account.AddPermission("Builders")
	w.ann.AddPermission("swimmer")
	w.account.AddPermission("tester")
	w.ann.SetAttr("", "strength", 12.0)
	w.ann.SetAttr("", "mood", "Merry")
	w.ann.SetAttr("", "asleep", false)
	w.chest.SetAttr("", "open", true)
	w.room.SetAttr("", "light", 3.0)
	w.key.SetAttr("", "metal", "iron")
	w.ann.AddTag("elf", "race")
	w.chest.AddTag("oaken", "")
	w.room.AddTag("indoors", "")
	return w
}

// TestFunctions asks every function of the lock language for Ann at the chest.
func TestFunctions(t *testing.T) {
	pass := map[string]bool{
		"all()": true, "true()": true, "none()": false, "false()": false, "superuser()": false, "self()": false,
		"perm(Builder)": true, "perm(builders)": true, "PERM(Player)": true, "perm(Admin)": false,
		"perm(swimmer)": true, "perm(tester)": true, "perm(flyer)": false,
		"perm_above(Player)": true, "perm_above(Builder)": false, "perm_above(swimmer)": false,
		"pperm(Builder)": true, "pperm(Admin)": false, "pperm(swimmer)": false, "pperm(tester)": true,
		"pperm_above(Helper)": true, "pperm_above(Builder)": false,
		"id(2)": true, "id(#2)": true, "dbref(#2)": true, "id(3)": true, "id(4)": false, "id(x)": false,
		"pid(3)": true, "pid(2)": false, "pdbref(#3)": true,
		"attr(strength)": true, "attr(asleep)": false, "attr(wings)": false, "attr(mood, merry)": true, "attr(mood, sad)": false,
		"attr(strength, 10, gt)": true, "attr(strength, 12, lt)": false, "attr(strength, 12, wat)": false, "attr(wings, 1, ne)": false,
		"attr_eq(strength, 12)": true, "attr_ne(strength, 12)": false, "attr_gt(strength, 11)": true, "attr_ge(strength, 12)": true,
		"attr_lt(strength, 12)": false, "attr_le(strength, 12)": true, "attr_gt(strength, many)": false,
		"objattr(open)": true, "objattr(open, true)": true, "objattr(strength)": false,
		"locattr(light)": true, "locattr(light, 3)": true, "objlocattr(light, 2, gt)": true, "objlocattr(open)": false,
		"tag(elf, race)": true, "tag(elf)": false, "objtag(oaken)": true, "objtag(elf, race)": false, "objloctag(indoors)": true,
		"is_ooc()": false, "inside()": false, "inside_rec()": false, "has_account()": true,
		"account(annie)": true, "account(Bob)": false,
		"holds()": false, "holds(key)": true, "holds(#5)": true, "holds(metal, iron)": true, "holds(metal, tin)": false, "holds(chest)": false,
		"serversetting(guests)": true, "serversetting(auto_puppet)": false, "serversetting(nothing)": false,
		"serversetting(multisession_mode, 2)": true, "serversetting(multisession_mode, 3)": false, "serversetting(guests, true)": true,
		"moonlit(full)": true, "moonlit(new)": false, "not moonlit(new)": true,
		// A function that is not there any more lets nobody in.
		"gone()": false, "not gone()": false, "all() and gone()": false,
	}
	w := newWorld(t)
	for text, want := range pass {
		t.Run(text, func(t *testing.T) {
			if err := w.chest.SetLocks("get:" + text); err != nil {
				t.Fatal(err)
			}
			if got := w.checker.Check(access.Of(w.ann), w.chest, "get", !want); got != want {
				t.Errorf("Ann at the chest: %v, want %v", got, want)
			}
		})
	}
}

// TestPlaces asks what depends on where Ann is, and on what she holds.
func TestPlaces(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		target *object.Object
		text   string
		want   bool
	}{
		{w.ann, "self()", true}, {w.account, "self()", true},
		{w.room, "inside()", true}, {w.room, "inside_rec()", true}, {w.chest, "inside()", false},
		{w.key, "holds()", true}, {w.chest, "holds()", false},
	} {
		if err := c.target.SetLocks("use:" + c.text); err != nil {
			t.Fatal(err)
		}
		if got := w.checker.Check(access.Of(w.ann), c.target, "use", !c.want); got != c.want {
			t.Errorf("%s on %s: %v, want %v", c.text, c.target.Key(), got, c.want)
		}
	}
	if err := w.ann.Place(w.chest); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"inside()": false, "inside_rec()": true} {
		if err := w.room.SetLocks("use:" + text); err != nil {
			t.Fatal(err)
		}
		if got := w.checker.Check(access.Of(w.ann), w.room, "use", !want); got != want {
			t.Errorf("in the chest in the room, %s: %v, want %v", text, got, want)
		}
	}
}

// TestRanks is the ladder for each way of playing: who asks, what of it counts.
func TestRanks(t *testing.T) {
	rank := func(p string) int { return lock.Rank(p) }
	top := len(lock.Ladder)
	for _, c := range []struct {
		name          string
		account, body string // their own ranks, "" for none
		super, quell  bool
		ooc           bool
		rank          int
		superuser     bool
	}{
		{"no rank at all", "", "", false, false, false, -1, false},
		{"the account's", "Admin", "", false, false, false, rank("Admin"), false},
		{"the lower: the body's", "Admin", "Player", false, false, false, rank("Player"), false},
		{"the lower: the account's", "Player", "Admin", false, false, false, rank("Player"), false},
		{"quelled, a body without rank", "Admin", "", false, true, false, -1, false},
		{"quelled, a body with one", "Admin", "Helper", false, true, false, rank("Helper"), false},
		{"quelled, out of character", "Admin", "Helper", false, true, true, rank("Admin"), false},
		{"a superuser", "", "Guest", true, false, false, top, true},
		{"a quelled superuser", "", "Builder", true, true, false, rank("Builder"), false},
		{"a quelled superuser out of character", "", "Builder", true, true, true, top, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.account.RemovePermission("Builders")
			for o, p := range map[*object.Object]string{w.account: c.account, w.ann: c.body} {
				if p != "" {
					o.AddPermission(p)
				}
			}
			w.account.SetSuperuser(c.super)
			w.account.SetQuelled(c.quell)
			who := access.Of(w.ann)
			if c.ooc {
				who = access.Of(w.account)
			}
			if who.Rank() != c.rank || who.Superuser() != c.superuser {
				t.Errorf("rank %d, superuser %v; want %d, %v", who.Rank(), who.Superuser(), c.rank, c.superuser)
			}
		})
	}
}
