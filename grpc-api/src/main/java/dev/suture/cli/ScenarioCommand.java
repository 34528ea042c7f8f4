// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import picocli.CommandLine.Command;

/** {@code suture scenario}: scenarios of a case, natively and offline. */
@Command(
    name = "scenario",
    description = "Run the scenarios of a case on old and new code, before anything is proven.",
    subcommands = {ScenarioRunCommand.class})
final class ScenarioCommand {}
