package main

import (
	"errors"
	"fmt"

	"mud/cmd/mud/serverhalf"
	"mud/lua/load"
)

type checkCmd struct {
	Path string `arg:"" optional:"" help:"Scripts folder; without it the one of mud.toml."`
}

// Run loads all scripts in a scratch VM and prints what is wrong with them.
func (c checkCmd) Run() error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	if c.Path != "" {
		cfg.Scripts.Path = c.Path
	}
	log, err := logger(cfg)
	if err != nil {
		return err
	}
	report, err := serverhalf.NewLoader(cfg, nil, log).Check()
	var problems load.Problems
	if errors.As(err, &problems) {
		fmt.Println(problems.Below(fromHere(cfg.Scripts.Path)))
		return errors.New("the scripts have mistakes")
	}
	if err == nil {
		fmt.Println("No mistakes. " + report)
	}
	return err
}
