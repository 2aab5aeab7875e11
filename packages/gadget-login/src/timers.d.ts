/** What the mini program runtime has, and this package uses (page "定时器"). */
declare function setTimeout(action: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number): void;
