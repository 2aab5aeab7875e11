import type { Language } from './texts.ts';

/** What `--help` says. */
export const helpTexts: Readonly<Record<Language, string>> = {
  en: `feishu-emulator — Feishu's open platform on your machine, for tests and development

Usage: feishu-emulator [options]     start it
       feishu-emulator init          write feishu-emulator.config.yaml, with a comment on everything

  -p, --port NUMBER      port to listen on (PORT; default 4000, 0 for any free one)
      --host ADDRESS     address to listen on (default 127.0.0.1, this machine only)
      --allow-host NAME  a name, beside localhost, under which the panel and the control
                         API may be used (again for each name)
  -s, --seed FILE        tenants, apps and people from a JSON or YAML file (SEED) instead of
                         the built-in ones
  -c, --config FILE      a JSON or YAML configuration; otherwise feishu-emulator.config.yaml,
                         .yml or .json of this folder, if there is one
      --persist FILE     keep the state in this file, and go on from it the next time
      --stubs FILE       answer other OpenAPIs as this JSON or YAML list says
      --record FILE      hand calls below /open-apis/ to the real platform, with the secrets they
                         carry, and write those that are not emulated into the file, without secrets
      --upstream URL     the real platform (default https://open.feishu.cn)
      --replay FILE      answer from a recording what neither the emulator nor a stub answers
      --ignore NAME      a field that is not compared then, as one that changes each time (repeatable)
      --https PORT       stand for Feishu's and Lark's own hosts, too, for programs whose hosts are
                         built in, on this port (443 is where they knock)
      --certificates DIR where the authority for it is kept (default .feishu-emulator)
      --strict           hold callers to the letter of the documentation
      --lang zh|en       language of these messages (default: the terminal's)
  -v, --version          the version
  -h, --help             this text

Options win over the variables PORT and SEED, and those over the configuration.
Without --persist everything is in memory and gone with the process. GET /healthz answers when it is up.`,
  zh: `feishu-emulator — 在本机运行的飞书开放平台，用于测试与开发

用法：feishu-emulator [选项]         启动
      feishu-emulator init           写出带注释的 feishu-emulator.config.yaml

  -p, --port 端口        监听端口（PORT；默认 4000，0 表示任意空闲端口）
      --host 地址        监听地址（默认 127.0.0.1，仅本机可访问）
      --allow-host 名称  除 localhost 外，允许访问面板与控制接口的主机名（可重复）
  -s, --seed 文件        用 JSON 或 YAML 文件（SEED）中的租户、应用与用户替换内置数据
  -c, --config 文件      JSON 或 YAML 配置文件；默认使用当前目录中的
                         feishu-emulator.config.yaml、.yml 或 .json（如果存在）
      --persist 文件     把状态保存在该文件中，下次启动从中继续
      --stubs 文件       按该 JSON 或 YAML 列表回答其他 OpenAPI
      --record 文件      把 /open-apis/ 下的调用（连同其中的密钥）转交真实平台，并把未模拟的调用
                         去除密钥后写入文件
      --upstream 地址    真实平台（默认 https://open.feishu.cn）
      --replay 文件      模拟器和桩都不回答的调用，从录制文件中回答
      --ignore 字段      回放时不比较的字段，例如每次都不同的（可重复）
      --https 端口       同时以 HTTPS 充当飞书与 Lark 的真实域名，供地址写死的程序使用
                         （这些程序访问的是 443）
      --certificates 目录 保存其根证书的目录（默认 .feishu-emulator）
      --strict           严格按文档要求检查调用方
      --lang zh|en       提示语言（默认跟随终端）
  -v, --version          版本号
  -h, --help             显示本说明

选项优先于环境变量 PORT 与 SEED，环境变量优先于配置文件。
不使用 --persist 时，所有数据都在内存中，进程结束即消失。GET /healthz 可用于检查是否已启动。`,
};
